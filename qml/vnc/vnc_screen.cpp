#include "qml/vnc/vnc_screen.h"

#include "qml/vnc/shrink.h"
#include "qml/vnc/vnc_link.h"
#include "qml/vnc/vnc_trouble.h"

#include <QPainter>
#include <QQuickWindow>

#include <QtMath>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kFirstPause{1'000};
constexpr std::chrono::milliseconds kLongestPause{15'000};
constexpr std::chrono::milliseconds kLeastPause{1'500}; // however much happens
constexpr int kMostDoublings = 4;

} // namespace

VncScreen::VncScreen(QQuickItem *parent) : QQuickPaintedItem(parent), m_again(systemClock())
{
    setOpaquePainting(true);
    connect(this, &QQuickPaintedItem::fillColorChanged, this, &VncScreen::updateAll);
    connect(&m_again, &Alarm::rang, this, &VncScreen::connectNow);
    connect(this, &VncScreen::targetChanged, this, [this] {
        if (m_state != Live && m_state != Off && isComponentComplete())
            tryNow();
    });
}

VncScreen::~VncScreen()
{
    drop();
    m_thread.quit();
    m_thread.wait();
}

void VncScreen::setUrl(const QUrl &url)
{
    if (url == m_url)
        return;
    m_url = url;
    emit urlChanged();
    drop();
    m_again.stop();
    m_failures = 0;
    m_trouble = {};
    m_desktopSize = {};
    layOut();
    setState(Off);
    if (isComponentComplete())
        connectNow();
}

void VncScreen::componentComplete()
{
    QQuickPaintedItem::componentComplete();
    connectNow();
}

void VncScreen::connectNow()
{
    if (m_url.isEmpty() || m_link)
        return;
    m_triedAt = systemClock().elapsed();
    m_again.stop();
    if (!m_thread.isRunning())
        m_thread.start();
    m_link = new VncLink({.url = m_url,
                          .authorization = m_authorization.toUtf8(),
                          .certificate = QByteArray::fromHex(m_certificate)},
                         systemClock());
    listen(m_link);
    m_link->moveToThread(&m_thread);
    QMetaObject::invokeMethod(m_link, &VncLink::open, Qt::QueuedConnection);
    setState(m_state == Off ? Connecting : m_state);
}

// What an old link still has on its way concerns nobody.
void VncScreen::listen(VncLink *link)
{
    connect(link, &VncLink::ready, this, [this, link](QSize size) {
        if (link == m_link)
            onReady(size);
    });
    connect(link, &VncLink::damaged, this, [this, link] {
        if (link == m_link)
            onDamaged();
    });
    connect(link, &VncLink::shapeChanged, this, [this, link](const QImage &image, QPoint hot) {
        if (link == m_link)
            onShape(image, hot);
    });
    connect(link, &VncLink::clipboardSaid, this, [this, link](const QByteArray &message) {
        if (link == m_link)
            onClipboard(message);
    });
    connect(link, &VncLink::ended, this, [this, link](int code, const QString &reason) {
        if (link == m_link)
            onEnded(code, reason);
    });
}

void VncScreen::drop()
{
    VncLink *const link = std::exchange(m_link, nullptr);
    if (!link)
        return;
    QMetaObject::invokeMethod(link, &VncLink::leave, Qt::QueuedConnection);
    link->deleteLater();
}

void VncScreen::onReady(QSize size)
{
    m_desktopSize = size;
    layOut();
    if (m_state == Live)
        return;
    m_failures = 0;
    m_trouble = {};
    setState(Live);
    if (!m_isSeen)
        followVisibility();
    onLive();
}

void VncScreen::onDamaged()
{
    QRect changed;
    for (const QRect &part : m_link->takeDamage())
        changed |= m_place.toItem(part);
    update(changed & QRect(0, 0, qCeil(width()), qCeil(height())));
}

void VncScreen::onEnded(int code, const QString &reason)
{
    const bool wasLive = m_state == Live;
    drop();
    m_trouble = vncTrouble(code, reason);
    m_again.start(
        std::min(kLongestPause, kFirstPause * (1 << std::min(m_failures, kMostDoublings))));
    ++m_failures;
    setState(isWithoutDesktop(code) ? Absent : Waiting);
    if (wasLive)
        onLost();
}

void VncScreen::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void VncScreen::tryNow()
{
    m_failures = std::min(m_failures, 2);
    if (!m_link)
        connectNow();
}

void VncScreen::hurry()
{
    if (systemClock().elapsed() - m_triedAt >= kLeastPause)
        tryNow();
}

void VncScreen::setScaleMode(ScaleMode mode)
{
    if (mode == m_scaleMode)
        return;
    m_scaleMode = mode;
    layOut();
}

void VncScreen::panBy(double dx, double dy)
{
    m_pan -= QPointF(dx, dy);
    layOut();
}

void VncScreen::layOut()
{
    const qreal ratio = window() ? window()->effectiveDevicePixelRatio() : 1;
    m_place =
        ScreenPlace(m_desktopSize, size(), ratio,
                    m_scaleMode == Fit ? ScreenPlace::Scale::Fit : ScreenPlace::Scale::Full, m_pan);
    m_pan = m_place.pan();
    emit placeChanged();
    updateAll();
}

void VncScreen::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(now, before);
    if (now.size() != before.size())
        layOut();
}

void VncScreen::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickPaintedItem::itemChange(change, data);
    if (change == ItemSceneChange) {
        if (m_watched)
            disconnect(m_watched, nullptr, this, nullptr);
        m_watched = data.window;
        if (m_watched)
            connect(m_watched, &QWindow::visibilityChanged, this, &VncScreen::followVisibility);
    }
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange)
        layOut();
    if (change == ItemVisibleHasChanged || change == ItemSceneChange)
        followVisibility();
}

void VncScreen::followVisibility()
{
    const bool isShown = m_watched && m_watched->visibility() != QWindow::Hidden &&
                         m_watched->visibility() != QWindow::Minimized;
    m_isSeen = isVisible() && isShown;
    if (m_link)
        QMetaObject::invokeMethod(
            m_link, [link = m_link, seen = m_isSeen] { link->setFlowing(seen); },
            Qt::QueuedConnection);
}

void VncScreen::say(const QByteArray &message)
{
    if (m_link && !message.isEmpty())
        QMetaObject::invokeMethod(
            m_link, [link = m_link, message] { link->say(message); }, Qt::QueuedConnection);
}

bool VncScreen::takesQemuKeys() const
{
    return m_link && m_link->takesQemuKeys();
}

// All in pixels of the device, so that nothing is scaled once more when it is shown.
/// Qt forgets update() without a rectangle when one with a rectangle follows before it has painted:
/// of a new surface the rest would show whatever was in memory.
void VncScreen::updateAll()
{
    update(QRect(0, 0, qCeil(width()), qCeil(height())));
}

void VncScreen::paint(QPainter *painter)
{
    if (!m_link || m_place.target().isEmpty())
        return;
    const qreal ratio = m_place.ratio();
    const QRect target = m_place.target();
    const QRectF asked = painter->hasClipping() ? painter->clipBoundingRect() : boundingRect();
    const QRect part =
        QRectF(asked.topLeft() * ratio, asked.size() * ratio).toAlignedRect() & target;
    const auto units = [ratio](const QRect &device) {
        return QRectF(QPointF(device.topLeft()) / ratio, QSizeF(device.size()) / ratio);
    };
    m_link->withPicture([&](const QImage &picture) {
        if (picture.size() != m_desktopSize || part.isEmpty())
            return; // another size is about to be told
        const QRect inside = part.translated(-target.topLeft());
        if (target.size() == picture.size())
            painter->drawImage(units(part), picture, inside);
        else if (m_place.isSmaller())
            painter->drawImage(units(part), shrunk(picture, target.size(), inside));
        else
            painter->drawImage(units(target), picture);
    });
}

} // namespace pilothouse

#include "moc_vnc_screen.cpp"
