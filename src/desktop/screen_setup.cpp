#include "desktop/screen_setup.h"

#include "sandbox/unix_connection.h"

#include <QFile>

#include <xcb/xcb.h>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kLongestWait = 50;           // ms between two looks at the stop token
constexpr uint32_t kBackground = 0x2e3a47; // as in the window manager's settings

template <typename T> struct Free
{
    void operator()(T *reply) const { std::free(reply); }
};
template <typename T> using Reply = std::unique_ptr<T, Free<T>>;

xcb_atom_t atom(xcb_connection_t *x, QByteArrayView name)
{
    const auto cookie = xcb_intern_atom(x, 0, static_cast<uint16_t>(name.size()), name.data());
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(x, cookie, nullptr));
    return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

xcb_screen_t *screenOf(xcb_connection_t *x)
{
    return xcb_setup_roots_iterator(xcb_get_setup(x)).data;
}

void prepareRoot(xcb_connection_t *x, const QByteArray &resources)
{
    const xcb_window_t root = screenOf(x)->root;
    xcb_change_property(x, XCB_PROP_MODE_REPLACE, root, XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING,
                        8, static_cast<uint32_t>(resources.size()), resources.constData());
    const std::array<uint32_t, 2> values{kBackground, XCB_EVENT_MASK_PROPERTY_CHANGE};
    xcb_change_window_attributes(x, root, XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values.data());
    xcb_clear_area(x, 0, root, 0, 0, 0, 0);
    xcb_flush(x);
}

bool isManaged(xcb_connection_t *x, xcb_atom_t check)
{
    const auto cookie =
        xcb_get_property(x, 0, screenOf(x)->root, check, XCB_GET_PROPERTY_TYPE_ANY, 0, 1);
    const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(x, cookie, nullptr));
    return reply && reply->type != XCB_ATOM_NONE;
}

Result<> waitForManager(xcb_connection_t *x, const Deadline &deadline, std::stop_token stop)
{
    const xcb_atom_t check = atom(x, "_NET_SUPPORTING_WM_CHECK");
    while (!isManaged(x, check)) {
        if (stop.stop_requested())
            return fail(Errc::Stopped, u"Stopped."_s);
        if (xcb_connection_has_error(x))
            return fail(Errc::Unavailable, u"The X server is gone."_s);
        if (deadline.hasPassed())
            return fail(Errc::Timeout, u"The window manager did not start in time."_s);
        pollfd readable{xcb_get_file_descriptor(x), POLLIN, 0};
        poll(&readable, 1, kLongestWait);
        while (const Reply<xcb_generic_event_t> event{xcb_poll_for_event(x)})
            continue;
    }
    return {};
}

} // namespace

void XcbCloser::operator()(xcb_connection_t *connection) const
{
    xcb_disconnect(connection);
}

XcbConnection connectToX(const QString &xSocket, const QByteArray &cookie)
{
    const Descriptor socket = connectToSocket(QFile::encodeName(xSocket));
    if (!socket.isOpen())
        return {};
    QByteArray name = "MIT-MAGIC-COOKIE-1";
    QByteArray data = cookie;
    xcb_auth_info_t auth{static_cast<int>(name.size()), name.data(), static_cast<int>(data.size()),
                         data.data()};
    // libxcb closes what it is given.
    const int own = fcntl(socket.get(), F_DUPFD_CLOEXEC, 0);
    XcbConnection connection(xcb_connect_to_fd(own, &auth));
    return xcb_connection_has_error(connection.get()) ? XcbConnection() : std::move(connection);
}

Result<> setUpScreen(ScreenSetup setup, std::stop_token stop)
{
    const XcbConnection x = connectToX(setup.xSocket, setup.cookie);
    if (!x)
        return fail(Errc::Unavailable, u"The X server refused the connection."_s, setup.xSocket);
    prepareRoot(x.get(), setup.resources);
    return waitForManager(x.get(), setup.deadline, stop);
}

} // namespace pilothouse
