#include "screen/window_barrier.h"

#include <cstring>

namespace pilothouse {

using namespace std::chrono_literals;

namespace {

constexpr auto kFirstAnswer = 250ms;
constexpr auto kProvenAnswer = 2s; // it does answer, so it is only busy

xcb_client_message_event_t message(xcb_window_t window, xcb_atom_t type)
{
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = window;
    event.type = type;
    return event;
}

} // namespace

WindowBarrier::WindowBarrier(XConnection &connection)
    : m_connection(connection), m_helper(connection.createHelperWindow())
{
    m_connection.addHandler([this](const xcb_generic_event_t &event) { onEvent(event); });
}

void WindowBarrier::onEvent(const xcb_generic_event_t &event)
{
    const int type = event.response_type & 0x7f;
    if (type == XCB_PROPERTY_NOTIFY) {
        const auto &change = reinterpret_cast<const xcb_property_notify_event_t &>(event);
        if (change.window == m_helper)
            m_extentsCame = true;
    } else if (type == XCB_CLIENT_MESSAGE) {
        const auto &answer = reinterpret_cast<const xcb_client_message_event_t &>(event);
        if (answer.format != 32 || answer.data.data32[0] != m_connection.atom("_NET_WM_PING"))
            return;
        const xcb_window_t window = answer.data.data32[2];
        if (answer.data.data32[1] == m_serial) // the window manager asks such questions, too
            m_answered = m_serial;
        m_silent.remove(window);
        m_proven.insert(window);
    } else if (type == XCB_DESTROY_NOTIFY) {
        const auto &gone = reinterpret_cast<const xcb_destroy_notify_event_t &>(event);
        m_silent.remove(gone.window);
        m_proven.remove(gone.window);
    }
}

bool WindowBarrier::windowManager(const std::stop_token &stop)
{
    m_extentsCame = false;
    const auto request = message(m_helper, m_connection.atom("_NET_REQUEST_FRAME_EXTENTS"));
    xcb_send_event(m_connection.raw(), 0, m_connection.root(),
                   XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                   reinterpret_cast<const char *>(&request));
    return m_connection.pump(kFirstAnswer, stop, [this] { return m_extentsCame; }) == Pumped::Done;
}

bool WindowBarrier::activeWindow(const std::stop_token &stop)
{
    const xcb_window_t window = readActiveWindow();
    if (window == XCB_NONE || m_silent.contains(window) || !offersPing(window))
        return false;
    const uint32_t serial = sendPing(window);
    const auto patience = m_proven.contains(window) ? kProvenAnswer : kFirstAnswer;
    const Pumped pumped =
        m_connection.pump(patience, stop, [this, serial] { return m_answered == serial; });
    if (pumped == Pumped::Timeout)
        m_silent.insert(window);
    return pumped == Pumped::Done;
}

void WindowBarrier::afterClick(const std::stop_token &stop)
{
    m_connection.sync();
    windowManager(stop);
    activeWindow(stop);
}

xcb_window_t WindowBarrier::readActiveWindow()
{
    const auto property = m_connection.reply<xcb_get_property_reply_t>(
        xcb_get_property(m_connection.raw(), 0, m_connection.root(),
                         m_connection.atom("_NET_ACTIVE_WINDOW"), XCB_ATOM_WINDOW, 0, 1));
    xcb_window_t window = XCB_NONE;
    if (property && xcb_get_property_value_length(property.get()) == sizeof window)
        std::memcpy(&window, xcb_get_property_value(property.get()), sizeof window);
    return window;
}

bool WindowBarrier::offersPing(xcb_window_t window)
{
    const auto property = m_connection.reply<xcb_get_property_reply_t>(xcb_get_property(
        m_connection.raw(), 0, window, m_connection.atom("WM_PROTOCOLS"), XCB_ATOM_ATOM, 0, 64));
    if (!property || property->format != 32)
        return false;
    const auto *atoms = static_cast<const xcb_atom_t *>(xcb_get_property_value(property.get()));
    const auto count =
        static_cast<size_t>(xcb_get_property_value_length(property.get())) / sizeof(xcb_atom_t);
    const xcb_atom_t ping = m_connection.atom("_NET_WM_PING");
    for (size_t i = 0; i < count; ++i) {
        if (atoms[i] == ping)
            return true;
    }
    return false;
}

uint32_t WindowBarrier::sendPing(xcb_window_t window)
{
    auto ping = message(window, m_connection.atom("WM_PROTOCOLS"));
    ping.data.data32[0] = m_connection.atom("_NET_WM_PING");
    ping.data.data32[1] = ++m_serial;
    ping.data.data32[2] = window;
    xcb_send_event(m_connection.raw(), 0, window, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char *>(&ping));
    return m_serial;
}

} // namespace pilothouse
