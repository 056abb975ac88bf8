#include "screen/windows/window_control.h"

#include "screen/windows/window_property.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kDeepestFrame = 8; // windows in windows
constexpr auto kToFocus = 500ms;
constexpr auto kToClose = 2s;
constexpr uint32_t kAskedByPerson = 2; // "source indication": a pager, which is not refused

bool contains(const std::vector<uint32_t> &numbers, uint32_t number)
{
    return std::ranges::find(numbers, number) != numbers.end();
}

std::vector<uint32_t> managed(XConnection &connection)
{
    return windowNumbers(connection, connection.root(), connection.atom("_NET_CLIENT_LIST"),
                         XCB_ATOM_WINDOW);
}

/// The one in front first. From the windows themselves: IceWM's list of this order
/// (_NET_CLIENT_LIST_STACKING) does not follow when one is raised.
std::vector<uint32_t> frontFirst(XConnection &connection, const std::vector<uint32_t> &windows)
{
    const auto tree = connection.reply<xcb_query_tree_reply_t>(
        xcb_query_tree(connection.raw(), connection.root()));
    if (!tree)
        return windows;
    const xcb_window_t *tops = xcb_query_tree_children(tree.get()); // the lowest first
    const xcb_window_t *end = tops + xcb_query_tree_children_length(tree.get());
    std::vector<std::pair<std::ptrdiff_t, uint32_t>> ranked;
    for (const xcb_window_t window : windows) {
        xcb_window_t top = window;
        for (int depth = 0; depth < kDeepestFrame; ++depth) {
            const xcb_window_t parent = parentWindow(connection, top);
            if (parent == XCB_WINDOW_NONE)
                break;
            top = parent;
        }
        ranked.emplace_back(tops - std::find(tops, end, top), window);
    }
    std::ranges::sort(ranked);
    std::vector<uint32_t> sorted;
    for (const auto &[rank, window] : ranked)
        sorted.push_back(window);
    return sorted;
}

xcb_window_t activeWindow(XConnection &connection)
{
    const auto active = windowNumbers(connection, connection.root(),
                                      connection.atom("_NET_ACTIVE_WINDOW"), XCB_ATOM_WINDOW);
    return active.empty() ? xcb_window_t{XCB_WINDOW_NONE} : active.front();
}

QString titleOf(XConnection &connection, xcb_window_t window)
{
    // The program's own word, or what the window manager makes of its older forms.
    for (const char *name : {"_NET_WM_NAME", "_NET_WM_VISIBLE_NAME"}) {
        const QByteArray title = windowProperty(connection, window, connection.atom(name),
                                                connection.atom("UTF8_STRING"));
        if (!title.isEmpty())
            return QString::fromUtf8(title);
    }
    return QString::fromLatin1(
        windowProperty(connection, window, XCB_ATOM_WM_NAME, XCB_ATOM_STRING));
}

/// Left, right, top, bottom of the frame around it.
std::array<int, 4> frameOf(XConnection &connection, xcb_window_t window)
{
    const auto widths =
        windowNumbers(connection, window, connection.atom("_NET_FRAME_EXTENTS"), XCB_ATOM_CARDINAL);
    std::array<int, 4> frame{};
    for (size_t i = 0; i < std::min(frame.size(), widths.size()); ++i)
        frame.at(i) = static_cast<int>(std::min(widths[i], 1000U));
    return frame;
}

QRect placeOf(XConnection &connection, xcb_window_t window)
{
    const auto size =
        connection.reply<xcb_get_geometry_reply_t>(xcb_get_geometry(connection.raw(), window));
    const auto corner = connection.reply<xcb_translate_coordinates_reply_t>(
        xcb_translate_coordinates(connection.raw(), window, connection.root(), 0, 0));
    if (!size || !corner)
        return {};
    const auto [left, right, top, bottom] = frameOf(connection, window);
    return QRect(corner->dst_x, corner->dst_y, size->width, size->height)
        .adjusted(-left, -top, right, bottom);
}

void ask(XConnection &connection, xcb_window_t window, const char *what,
         const std::array<uint32_t, 5> &data)
{
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = window;
    message.type = connection.atom(what);
    std::ranges::copy(data, message.data.data32);
    xcb_send_event(connection.raw(), 0, connection.root(),
                   XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                   reinterpret_cast<const char *>(&message));
}

/// Sends the request of one action.
struct Asking
{
    XConnection &connection;
    xcb_window_t window;

    void operator()(const FocusWindow &) const
    {
        ask(connection, window, "_NET_ACTIVE_WINDOW", {kAskedByPerson, XCB_CURRENT_TIME, 0, 0, 0});
    }
    void operator()(const MoveWindow &move) const
    {
        // Gravity in the low byte, then which of x, y, width, height are given, then who asks.
        uint32_t flags = XCB_GRAVITY_NORTH_WEST | 1U << 8 | 1U << 9 | kAskedByPerson << 12;
        QSize inner;
        if (move.size) {
            const auto [left, right, top, bottom] = frameOf(connection, window);
            inner = (*move.size - QSize(left + right, top + bottom)).expandedTo({1, 1});
            flags |= 1U << 10 | 1U << 11;
        }
        ask(connection, window, "_NET_MOVERESIZE_WINDOW",
            {flags, static_cast<uint32_t>(move.to.x()), static_cast<uint32_t>(move.to.y()),
             static_cast<uint32_t>(inner.width()), static_cast<uint32_t>(inner.height())});
    }
    void operator()(const MaximizeWindow &maximize) const
    {
        ask(connection, window, "_NET_WM_STATE",
            {maximize.on ? 1U : 0U, connection.atom("_NET_WM_STATE_MAXIMIZED_VERT"),
             connection.atom("_NET_WM_STATE_MAXIMIZED_HORZ"), kAskedByPerson, 0});
    }
    void operator()(const MinimizeWindow &) const
    {
        const uint32_t iconic = 3; // WM_CHANGE_STATE of the Inter-Client Conventions, 4.1.4
        ask(connection, window, "WM_CHANGE_STATE", {iconic, 0, 0, 0, 0});
    }
    void operator()(const CloseWindow &) const
    {
        ask(connection, window, "_NET_CLOSE_WINDOW", {XCB_CURRENT_TIME, kAskedByPerson, 0, 0, 0});
    }
};

} // namespace

Result<QList<ScreenWindow>> screenWindows(XConnection &connection)
{
    const xcb_atom_t states = connection.atom("_NET_WM_STATE");
    const xcb_window_t active = activeWindow(connection);
    QList<ScreenWindow> windows;
    for (const xcb_window_t id : frontFirst(connection, managed(connection))) {
        const auto state = windowNumbers(connection, id, states, XCB_ATOM_ATOM);
        ScreenWindow window{.id = id,
                            .title = titleOf(connection, id),
                            .names = windowNames(connection, id),
                            .place = placeOf(connection, id),
                            .active = id == active};
        window.minimized = contains(state, connection.atom("_NET_WM_STATE_HIDDEN"));
        window.maximized = contains(state, connection.atom("_NET_WM_STATE_MAXIMIZED_VERT")) &&
                           contains(state, connection.atom("_NET_WM_STATE_MAXIMIZED_HORZ"));
        if (!window.place.isEmpty()) // it went away meanwhile
            windows.append(window);
    }
    if (connection.broken())
        return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
    return windows;
}

Result<> actOnWindow(XConnection &connection, WindowBarrier &barrier, quint32 window,
                     const WindowAction &action, const std::stop_token &stop)
{
    if (!contains(managed(connection), window))
        return fail(Errc::NotFound, u"There is no such window any more."_s);
    std::visit(Asking{connection, window}, action);
    if (!barrier.windowManager(stop) && !stop.stop_requested())
        return fail(Errc::Unavailable, u"The window manager does not answer."_s);
    if (std::holds_alternative<FocusWindow>(action))
        connection.pump(kToFocus, stop, [&] { return activeWindow(connection) == window; });
    else if (std::holds_alternative<CloseWindow>(action))
        connection.pump(kToClose, stop, [&] { return !contains(managed(connection), window); });
    if (stop.stop_requested())
        return fail(Errc::Stopped, u"Stopped."_s);
    return {};
}

} // namespace pilothouse
