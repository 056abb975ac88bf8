#pragma once

#include "screen/x_connection.h"

#include <QSet>

#include <optional>

namespace pilothouse {

/// Waits until somebody else has handled what we sent: the window manager, or the application that
/// has the focus. Used on the X thread.
///
/// Sources: Extended Window Manager Hints, _NET_REQUEST_FRAME_EXTENTS and _NET_WM_PING.
class WindowBarrier
{
public:
    explicit WindowBarrier(XConnection &connection);

    /// A round trip through the window manager, which may hold back a click until it has focused
    /// the window. False: no answer within a quarter of a second.
    bool windowManager(const std::stop_token &stop);

    /// Waits until the active window has handled the events before this call. False: it does not
    /// answer such questions (xterm), or did not in time. A window that never answered is not
    /// asked again until a late answer comes.
    bool activeWindow(const std::stop_token &stop);

    /// After a click: first the window manager, then the window that may now have the focus.
    /// Without it a key can overtake the click before it.
    void afterClick(const std::stop_token &stop);

private:
    xcb_window_t readActiveWindow();
    bool offersPing(xcb_window_t window);
    uint32_t sendPing(xcb_window_t window);
    void onEvent(const xcb_generic_event_t &event);

    XConnection &m_connection;
    xcb_window_t m_helper;
    bool m_extentsCame = false;
    uint32_t m_serial = 0;       ///< of the last ping
    uint32_t m_answered = 0;     ///< serial of the last answer
    QSet<xcb_window_t> m_silent; ///< offered the ping, did not answer
    QSet<xcb_window_t> m_proven; ///< answered once: gets more patience
};

} // namespace pilothouse
