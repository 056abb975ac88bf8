#include "screen/x_connection.h"

#include "core/log.h"

#include <QFile>

#include <xcb/xcbext.h>

#include <algorithm>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr auto kReplyLimit = 10s;
constexpr auto kSlice = 20ms; // how often a stop is looked for

/// Waits until the descriptor is readable or the slice is over.
void waitReadable(int descriptor, std::chrono::milliseconds slice)
{
    pollfd waited{.fd = descriptor, .events = POLLIN, .revents = 0};
    poll(&waited, 1, static_cast<int>(slice.count()));
}

/// A connected stream socket, or -1.
int connectTo(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<size_t>(name.size()) >= sizeof address.sun_path)
        return -1;
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    if (connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

/// Pictures are read as 0x00RRGGBB words; nothing else is drawn by today's virtual servers.
bool drawsTrueColour(const xcb_setup_t *setup, const xcb_screen_t *screen)
{
    if (screen->root_depth != 24 || setup->image_byte_order != XCB_IMAGE_ORDER_LSB_FIRST)
        return false;
    const xcb_format_t *formats = xcb_setup_pixmap_formats(setup);
    const int count = xcb_setup_pixmap_formats_length(setup);
    return std::any_of(formats, formats + count, [](const xcb_format_t &format) {
        return format.depth == 24 && format.bits_per_pixel == 32;
    });
}

} // namespace

Result<std::unique_ptr<XConnection>> XConnection::open(const QString &socketPath,
                                                       const QByteArray &cookie)
{
    // libxcb of Debian 12 takes no socket path in DISPLAY: connect ourselves and hand it over.
    const int descriptor = connectTo(socketPath);
    if (descriptor < 0)
        return fail(Errc::Unavailable, u"The X server does not answer."_s, socketPath);
    QByteArray name("MIT-MAGIC-COOKIE-1");
    QByteArray data(cookie);
    xcb_auth_info_t auth{.namelen = static_cast<int>(name.size()),
                         .name = name.data(),
                         .datalen = static_cast<int>(data.size()),
                         .data = data.data()};
    xcb_connection_t *raw = xcb_connect_to_fd(descriptor, cookie.isEmpty() ? nullptr : &auth);
    if (xcb_connection_has_error(raw)) {
        xcb_disconnect(raw);
        return fail(Errc::Unavailable, u"The X server refused the connection."_s, socketPath);
    }
    const xcb_setup_t *setup = xcb_get_setup(raw);
    const xcb_screen_t *screen = xcb_setup_roots_iterator(setup).data;
    if (!drawsTrueColour(setup, screen)) {
        xcb_disconnect(raw);
        return fail(Errc::Unsupported, u"The X server must use 24 bit colour."_s);
    }
    return std::unique_ptr<XConnection>(new XConnection(raw, screen));
}

XConnection::XConnection(xcb_connection_t *raw, const xcb_screen_t *screen)
    : m_raw(raw), m_screen(screen), m_size(screen->width_in_pixels, screen->height_in_pixels)
{
    // Substructure: answers to _NET_WM_PING come to the root; structure: the screen's size.
    // The last one also brings what is told to all: see StartupNotices.
    const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_STRUCTURE_NOTIFY |
                          XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(m_raw, root(), XCB_CW_EVENT_MASK, &mask);
    addHandler([this](const xcb_generic_event_t &event) {
        if ((event.response_type & 0x7f) != XCB_CONFIGURE_NOTIFY)
            return;
        const auto &change = reinterpret_cast<const xcb_configure_notify_event_t &>(event);
        if (change.window == root())
            m_size = QSize(change.width, change.height);
    });
}

XConnection::~XConnection()
{
    xcb_disconnect(m_raw);
}

void XConnection::updateSize()
{
    const auto geometry = reply<xcb_get_geometry_reply_t>(xcb_get_geometry(m_raw, root()));
    if (geometry)
        m_size = QSize(geometry->width, geometry->height);
}

xcb_atom_t XConnection::atom(const char *name)
{
    const QByteArray key(name);
    if (const auto known = m_atoms.constFind(key); known != m_atoms.constEnd())
        return *known;
    const auto answer = reply<xcb_intern_atom_reply_t>(
        xcb_intern_atom(m_raw, 0, static_cast<uint16_t>(key.size()), name));
    if (!answer)
        return XCB_ATOM_NONE;
    m_atoms.insert(key, answer->atom);
    return answer->atom;
}

int XConnection::firstEvent(xcb_extension_t *extension) const
{
    const xcb_query_extension_reply_t *data = xcb_get_extension_data(m_raw, extension);
    return data && data->present ? data->first_event : -1;
}

void *XConnection::awaitReply(unsigned int sequence)
{
    flush();
    const auto deadline = Steady::now() + kReplyLimit;
    void *answer = nullptr;
    xcb_generic_error_t *error = nullptr;
    while (!xcb_poll_for_reply(m_raw, sequence, &answer, &error)) {
        if (broken())
            return nullptr;
        if (Steady::now() > deadline) {
            giveUp();
            return nullptr;
        }
        waitReadable(descriptor(), kSlice);
    }
    const XReply<xcb_generic_error_t> freed(error);
    return answer;
}

void XConnection::giveUp()
{
    qCWarning(logDesktop) << "The X server does not answer; its connection is closed";
    m_broken = true;
    shutdown(descriptor(), SHUT_RDWR);
}

void XConnection::sync()
{
    reply<xcb_get_input_focus_reply_t>(xcb_get_input_focus(m_raw));
}

void XConnection::addHandler(Handler handler)
{
    m_handlers.push_back(std::move(handler));
}

void XConnection::dispatch()
{
    while (const XReply<xcb_generic_event_t> event{xcb_poll_for_event(m_raw)}) {
        // Type 0 is an X error of a request without reply, such as a window that went away
        // meanwhile.
        if (event->response_type == 0)
            continue;
        for (const Handler &handler : m_handlers)
            handler(*event);
    }
}

Pumped XConnection::pump(std::chrono::milliseconds timeout, const std::stop_token &stop,
                         const std::function<bool()> &done)
{
    flush();
    const auto deadline = Steady::now() + timeout;
    while (true) {
        dispatch();
        if (broken())
            return Pumped::Broken;
        if (stop.stop_requested())
            return Pumped::Stopped;
        if (done && done())
            return Pumped::Done;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Steady::now());
        if (left <= 0ms)
            return Pumped::Timeout;
        flush(); // a handler may have answered somebody
        waitReadable(descriptor(), std::min<std::chrono::milliseconds>(left, kSlice));
    }
}

xcb_window_t XConnection::createHelperWindow()
{
    const xcb_window_t window = xcb_generate_id(m_raw);
    const uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_create_window(m_raw, 0, window, root(), -10, -10, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                      XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &mask);
    return window;
}

} // namespace pilothouse
