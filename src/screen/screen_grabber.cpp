#include "screen/screen_grabber.h"

#include "core/log.h"
#include "screen/settle/text_pointer.h"

#include <QRect>

#include <xcb/shm.h>
#include <xcb/xfixes.h>

#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

size_t pixelCount(QSize size)
{
    return static_cast<size_t>(size.width()) * static_cast<size_t>(size.height());
}

/// `over` onto `under`; colours of `over` are already multiplied with its alpha.
uint32_t blend(uint32_t under, uint32_t over)
{
    const uint32_t rest = 255 - (over >> 24);
    const auto channel = [&](unsigned int shift) {
        return (((over >> shift) & 255) + ((under >> shift) & 255) * rest / 255) << shift;
    };
    return 0xff000000U | channel(16) | channel(8) | channel(0);
}

} // namespace

void blendPointer(QImage &picture, QPoint at, QSize size, std::span<const uint32_t> pixels)
{
    const QRect seen = QRect(at, size) & picture.rect();
    for (int y = seen.top(); y <= seen.bottom(); ++y) {
        auto *line = reinterpret_cast<uint32_t *>(picture.scanLine(y));
        for (int x = seen.left(); x <= seen.right(); ++x) {
            const auto index = static_cast<size_t>((y - at.y()) * size.width() + (x - at.x()));
            line[x] = blend(line[x], pixels[index]);
        }
    }
}

ScreenGrabber::ScreenGrabber(XConnection &connection, bool useSharedMemory)
    : m_connection(connection), m_useSharedMemory(useSharedMemory)
{
    xcb_connection_t *raw = m_connection.raw();
    m_connection.reply<xcb_xfixes_query_version_reply_t>(xcb_xfixes_query_version(raw, 5, 0));
    if (m_useSharedMemory && m_connection.firstEvent(&xcb_shm_id) >= 0) {
        const auto version =
            m_connection.reply<xcb_shm_query_version_reply_t>(xcb_shm_query_version(raw));
        m_useSharedMemory = version && version->minor_version >= 2; // 1.2: file descriptors
    } else {
        m_useSharedMemory = false;
    }
}

ScreenGrabber::~ScreenGrabber()
{
    detach();
}

bool ScreenGrabber::attach(size_t bytes)
{
    detach();
    const int descriptor = memfd_create("pilothouse-screen", MFD_CLOEXEC);
    if (descriptor < 0)
        return false;
    if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0) {
        close(descriptor);
        return false;
    }
    void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) {
        close(descriptor);
        return false;
    }
    m_shared = {static_cast<uint32_t *>(memory), bytes / sizeof(uint32_t)};
    m_segment = xcb_generate_id(m_connection.raw());
    xcb_shm_attach_fd(m_connection.raw(), m_segment, descriptor, 0); // closes the descriptor
    return true;
}

void ScreenGrabber::detach()
{
    if (m_segment == 0)
        return;
    xcb_shm_detach(m_connection.raw(), m_segment);
    munmap(m_shared.data(), m_shared.size_bytes());
    m_segment = 0;
    m_shared = {};
}

bool ScreenGrabber::grabShared(QSize size)
{
    const size_t count = pixelCount(size);
    if (m_shared.size() < count && !attach(count * sizeof(uint32_t)))
        return false;
    const auto taken = m_connection.reply<xcb_shm_get_image_reply_t>(xcb_shm_get_image(
        m_connection.raw(), m_connection.root(), 0, 0, static_cast<uint16_t>(size.width()),
        static_cast<uint16_t>(size.height()), ~0U, XCB_IMAGE_FORMAT_Z_PIXMAP, m_segment, 0));
    m_pixels = m_shared.first(count);
    return taken != nullptr;
}

bool ScreenGrabber::grabOverSocket(QSize size)
{
    const size_t count = pixelCount(size);
    const auto taken = m_connection.reply<xcb_get_image_reply_t>(xcb_get_image(
        m_connection.raw(), XCB_IMAGE_FORMAT_Z_PIXMAP, m_connection.root(), 0, 0,
        static_cast<uint16_t>(size.width()), static_cast<uint16_t>(size.height()), ~0U));
    if (!taken ||
        static_cast<size_t>(xcb_get_image_data_length(taken.get())) < count * sizeof(uint32_t))
        return false;
    m_copied.resize(count);
    std::memcpy(m_copied.data(), xcb_get_image_data(taken.get()), count * sizeof(uint32_t));
    m_pixels = m_copied;
    return true;
}

Result<Frame> ScreenGrabber::grab()
{
    // Twice: the screen may have just become smaller than we know.
    for (int attempt = 0; attempt < 2 && !m_connection.broken(); ++attempt) {
        const QSize size = m_connection.size();
        const bool taken = m_useSharedMemory ? grabShared(size) : grabOverSocket(size);
        if (taken)
            return Frame{size, m_pixels};
        m_connection.updateSize();
        if (m_useSharedMemory && m_connection.size() == size) {
            qCInfo(logDesktop) << "The X server does not share memory: pictures take the slow way";
            detach();
            m_useSharedMemory = false;
        }
    }
    return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
}

Result<QImage> ScreenGrabber::capture(bool withPointer)
{
    const Result<Frame> frame = grab();
    if (!frame)
        return fail(frame.error());
    QImage picture(frame->size, QImage::Format_RGB32);
    const uint32_t *from = frame->pixels.data();
    const int width = picture.width();
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<uint32_t *>(picture.scanLine(y));
        for (int x = 0; x < width; ++x)
            line[x] = *from++ | 0xff000000U; // the server leaves the fourth byte undefined
    }
    if (withPointer)
        drawPointer(picture);
    return picture;
}

bool ScreenGrabber::isPointerForText()
{
    const auto pointer = m_connection.reply<xcb_xfixes_get_cursor_image_and_name_reply_t>(
        xcb_xfixes_get_cursor_image_and_name(m_connection.raw()));
    if (!pointer)
        return false;
    const std::string_view name(xcb_xfixes_get_cursor_image_and_name_name(pointer.get()),
                                pointer->nbytes);
    if (name.empty()) {
        auto *raw = pointer.get();
        const auto count =
            static_cast<size_t>(xcb_xfixes_get_cursor_image_and_name_cursor_image_length(raw));
        return isTextBeam(QSize(pointer->width, pointer->height),
                          {xcb_xfixes_get_cursor_image_and_name_cursor_image(raw), count});
    }
    return name == "text" || name == "xterm" || name == "ibeam";
}

void ScreenGrabber::drawPointer(QImage &picture)
{
    const auto pointer = m_connection.reply<xcb_xfixes_get_cursor_image_reply_t>(
        xcb_xfixes_get_cursor_image(m_connection.raw()));
    if (!pointer)
        return; // a screen without XFixes is still a screen
    const uint32_t *pixels = xcb_xfixes_get_cursor_image_cursor_image(pointer.get());
    const auto count =
        static_cast<size_t>(xcb_xfixes_get_cursor_image_cursor_image_length(pointer.get()));
    blendPointer(picture, QPoint(pointer->x - pointer->xhot, pointer->y - pointer->yhot),
                 QSize(pointer->width, pointer->height), {pixels, count});
}

} // namespace pilothouse
