#include "bench/screen_eye.h"

#include <QThread>

#include <cstring>

#include <xcb/xtest.h>

namespace pilothouse {

namespace {

constexpr int kCaret = 400;          // pixels that may change for nothing
constexpr int kOther = 20'000;       // pixels that are others on another screen
constexpr unsigned kGlance = 4;      // milliseconds
constexpr qint64 kPatience = 60'000; // milliseconds

std::unique_ptr<XConnection> opened(const TestXServer &screen)
{
    auto x = XConnection::open(screen.socketPath(), screen.cookie());
    if (!x)
        qFatal("%s", qPrintable(x.error().message));
    return *std::move(x);
}

int differences(const QImage &one, const QImage &other)
{
    int count = 0;
    if (one.size() != other.size())
        return one.width() * one.height();
    for (int y = 0; y < one.height(); ++y) {
        const auto *a = reinterpret_cast<const QRgb *>(one.constScanLine(y));
        const auto *b = reinterpret_cast<const QRgb *>(other.constScanLine(y));
        const bool same = memcmp(a, b, size_t(one.bytesPerLine())) == 0;
        for (int x = 0; !same && x < one.width(); ++x)
            count += ((a[x] ^ b[x]) & RGB_MASK) != 0 ? 1 : 0;
    }
    return count;
}

} // namespace

ScreenEye::ScreenEye(const TestXServer &screen) : m_x(opened(screen)), m_grabber(*m_x) {}

QByteArray ScreenEye::part(const QRect &area)
{
    const auto image = m_x->reply<xcb_get_image_reply_t>(
        xcb_get_image(m_x->raw(), XCB_IMAGE_FORMAT_Z_PIXMAP, m_x->root(), qint16(area.x()),
                      qint16(area.y()), quint16(area.width()), quint16(area.height()), ~0U));
    if (!image)
        qFatal("the screen is gone");
    return QByteArray(reinterpret_cast<const char *>(xcb_get_image_data(image.get())),
                      xcb_get_image_data_length(image.get()));
}

QRgb ScreenEye::pixel(QPoint at)
{
    const QByteArray bytes = part(QRect(at, QSize(1, 1)));
    return *reinterpret_cast<const QRgb *>(bytes.constData()) & RGB_MASK;
}

QImage ScreenEye::whole()
{
    const auto image = m_grabber.capture(false);
    if (!image)
        qFatal("%s", qPrintable(image.error().message));
    return *image;
}

QRect ScreenEye::find(QRgb colour, const QRect &within)
{
    const QImage image = whole();
    const QRect all = within & image.rect();
    QRect found;
    for (int y = all.top(); y <= all.bottom(); ++y)
        for (int x = all.left(); x <= all.right(); ++x)
            if ((image.pixel(x, y) & RGB_MASK) == (colour & RGB_MASK))
                found |= QRect(x, y, 1, 1);
    return found;
}

double ScreenEye::whenStill(const QElapsedTimer &timer, std::chrono::milliseconds calm,
                            const QImage &before)
{
    QImage last = whole();
    double since = double(timer.nsecsElapsed()) / 1e6;
    for (;;) {
        QThread::msleep(kGlance);
        const double now = double(timer.nsecsElapsed()) / 1e6;
        const QImage image = whole();
        if (timer.elapsed() > kPatience)
            qFatal("the screen does not come to rest");
        if (differences(image, last) > kCaret) {
            last = image;
            since = now;
        } else if (now - since > double(calm.count()) && differences(image, before) > kOther) {
            return since;
        }
    }
}

void ScreenEye::click(QPoint at)
{
    const auto fake = [this](quint8 type, quint8 detail, QPoint to) {
        xcb_test_fake_input(m_x->raw(), type, detail, XCB_CURRENT_TIME, m_x->root(), qint16(to.x()),
                            qint16(to.y()), 0);
    };
    fake(XCB_MOTION_NOTIFY, 0, at);
    fake(XCB_BUTTON_PRESS, 1, {});
    fake(XCB_BUTTON_RELEASE, 1, {});
    m_x->sync();
}

} // namespace pilothouse
