#include "qml/vnc/vnc_view.h"

#include "qml/vnc/key_map.h"

#include <QClipboard>
#include <QCursor>
#include <QGuiApplication>
#include <QQuickWindow>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kLine = 20;          // units; what is composed is shown below
constexpr quint32 kX11KeyOffset = 8; // against the numbers of Linux
constexpr quint32 kWithoutNumber = 1U << 31;

// There the window system's numbers of keys are those of X.
bool hasKeysyms()
{
    const QString platform = QGuiApplication::platformName();
    return platform == "xcb"_L1 || platform.startsWith("wayland"_L1);
}

quint32 idOf(const QKeyEvent &event)
{
    return event.nativeScanCode() != 0 ? event.nativeScanCode()
                                       : kWithoutNumber | quint32(event.key());
}

quint32 placeOf(const QKeyEvent &event)
{
    const quint32 code = event.nativeScanCode();
    return hasKeysyms() && code > kX11KeyOffset ? keysyms::placeOf(code - kX11KeyOffset) : 0;
}

bool isWayOut(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Home &&
           event.modifiers().testFlags(Qt::ControlModifier | Qt::AltModifier) &&
           !(event.modifiers() & (Qt::ShiftModifier | Qt::MetaModifier));
}

} // namespace

VncView::VncView(QQuickItem *parent)
    : VncScreen(parent), m_clipboard(*QGuiApplication::clipboard()), m_hold(systemClock())
{
    setAcceptedMouseButtons(Qt::AllButtons);
    setAcceptHoverEvents(true);
    setAcceptTouchEvents(true);
    connect(&m_hold, &Alarm::rang, this, [this] { act(m_gestures.tick(systemClock().elapsed())); });
}

void VncView::setSteering(bool steers)
{
    if (steers == m_isSteering)
        return;
    if (!steers)
        letGo();
    m_isSteering = steers;
    m_clipboard.begin();
    setFlag(ItemAcceptsInputMethod, steers);
    if (hasActiveFocus())
        QGuiApplication::inputMethod()->update(Qt::ImEnabled);
    showShape();
    followGrab();
    emit steeringChanged();
    setActiveFocusOnTab(steers); // once the focus has gone elsewhere
}

void VncView::setGrabsKeys(bool grabs)
{
    if (grabs == m_grabsKeys)
        return;
    m_grabsKeys = grabs;
    followGrab();
    emit grabsKeysChanged();
}

void VncView::followGrab()
{
    if (window())
        window()->setKeyboardGrabEnabled(m_grabsKeys && m_isSteering && hasActiveFocus());
}

void VncView::handOverClipboard()
{
    if (!m_isSteering)
        return;
    m_clipboard.begin();
    say(m_clipboard.handOver());
}

void VncView::onLive()
{
    m_held = HeldInput();
    m_clipboard.begin();
}

void VncView::onLost()
{
    m_held = HeldInput();
    onShape({}, {});
}

void VncView::letGo()
{
    m_hold.stop();
    act(m_gestures.cancel());
    if (!m_composing.isEmpty())
        QGuiApplication::inputMethod()->reset();
    say(m_held.releaseAll());
}

void VncView::onShape(const QImage &image, QPoint hotSpot)
{
    m_shape = image;
    m_hotSpot = hotSpot;
    showShape();
}

// Who watches keeps their own pointer: it does nothing there.
void VncView::showShape()
{
    if (!m_isSteering || m_shape.isNull())
        return unsetCursor();
    const qreal ratio = place().ratio();
    QPixmap shape = QPixmap::fromImage(
        m_shape.scaled((QSizeF(m_shape.size()) * ratio).toSize(), Qt::IgnoreAspectRatio,
                       ratio > 1 ? Qt::SmoothTransformation : Qt::FastTransformation));
    shape.setDevicePixelRatio(ratio);
    setCursor(QCursor(shape, m_hotSpot.x(), m_hotSpot.y()));
}

void VncView::onClipboard(const QByteArray &message)
{
    say(m_clipboard.hear(message, m_isSteering));
}

// All keys are the desktop's, also those that mean something to the window.
bool VncView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_isSteering) {
        event->accept();
        return true;
    }
    return VncScreen::event(event);
}

void VncView::keyPressEvent(QKeyEvent *event)
{
    if (!m_isSteering || !isVisible()) { // nobody types into what cannot be seen
        event->ignore();
        if (!event->text().isEmpty())
            emit watcherActed();
        return;
    }
    event->accept();
    if (isWayOut(*event)) {
        letGo();
        emit wayOut();
        return;
    }
    m_held.saysPlaces = takesQemuKeys();
    say(m_clipboard.before(*event) +
        m_held.press(idOf(*event), keysyms::of(*event, hasKeysyms()), placeOf(*event)));
}

void VncView::keyReleaseEvent(QKeyEvent *event)
{
    event->setAccepted(m_isSteering);
    if (m_isSteering && !event->isAutoRepeat())
        say(m_held.release(idOf(*event)));
}

// What an input method or a dead key has made, whatever was pressed for it.
void VncView::inputMethodEvent(QInputMethodEvent *event)
{
    if (std::exchange(m_composing, event->preeditString()) != event->preeditString())
        emit composingChanged();
    if (!m_isSteering)
        return;
    QByteArray all;
    for (int i = 0; i < event->replacementLength(); ++i)
        all += m_held.tap(keysyms::kBackspace);
    say(all + m_held.type(event->commitString()));
    event->accept();
}

QVariant VncView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled:
        return m_isSteering;
    case Qt::ImHints:
        return int(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhNoTextHandles);
    case Qt::ImCursorRectangle:
        return caret();
    default:
        return VncScreen::inputMethodQuery(query);
    }
}

// Where one has clicked, as nobody tells where the desktop writes.
QRectF VncView::caret() const
{
    const QSizeF size(1, std::min(kLine, height()));
    return {std::clamp(m_draggedFrom.x(), 0.0, std::max(0.0, width() - size.width())),
            std::clamp(m_draggedFrom.y(), 0.0, std::max(0.0, height() - size.height())),
            size.width(), size.height()};
}

void VncView::itemChange(ItemChange change, const ItemChangeData &data)
{
    VncScreen::itemChange(change, data);
    if (change == ItemVisibleHasChanged && !data.boolValue)
        letGo();
}

void VncView::focusInEvent(QFocusEvent *event)
{
    VncScreen::focusInEvent(event);
    followGrab();
}

void VncView::focusOutEvent(QFocusEvent *event)
{
    VncScreen::focusOutEvent(event);
    letGo();
    followGrab();
}

} // namespace pilothouse

#include "moc_vnc_view.cpp"
