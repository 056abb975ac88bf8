#include "desktop/sight/input_window.h"

#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

struct Free
{
    void operator()(void *reply) const { std::free(reply); }
};
template <typename T> using Reply = std::unique_ptr<T, Free>;

using Connection = std::unique_ptr<xcb_connection_t, decltype(&xcb_disconnect)>;

constexpr int kDeepest = 32; // windows in each other

xcb_atom_t atom(xcb_connection_t *x, std::string_view name)
{
    const auto cookie = xcb_intern_atom(x, 1, static_cast<quint16>(name.size()), name.data());
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(x, cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
}

/// 0: it has none.
uint processOf(xcb_connection_t *x, xcb_window_t window, xcb_atom_t property)
{
    const auto cookie = xcb_get_property(x, 0, window, property, XCB_ATOM_CARDINAL, 0, 1);
    const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(x, cookie, nullptr));
    const bool told = reply && reply->format == 32 && reply->length == 1;
    return told ? *static_cast<quint32 *>(xcb_get_property_value(reply.get())) : 0;
}

xcb_window_t parentOf(xcb_connection_t *x, xcb_window_t window)
{
    const Reply<xcb_query_tree_reply_t> reply(
        xcb_query_tree_reply(x, xcb_query_tree(x, window), nullptr));
    return reply ? reply->parent : xcb_window_t(XCB_WINDOW_NONE);
}

QRect placeOf(xcb_connection_t *x, xcb_window_t window, xcb_window_t root)
{
    const auto sizeAsked = xcb_get_geometry(x, window);
    const auto originAsked = xcb_translate_coordinates(x, window, root, 0, 0);
    const Reply<xcb_get_geometry_reply_t> size(xcb_get_geometry_reply(x, sizeAsked, nullptr));
    const Reply<xcb_translate_coordinates_reply_t> origin(
        xcb_translate_coordinates_reply(x, originAsked, nullptr));
    return size && origin ? QRect(origin->dst_x, origin->dst_y, size->width, size->height)
                          : QRect();
}

} // namespace

Result<InputWindow> inputWindow()
{
    int number = 0;
    const Connection x(xcb_connect(nullptr, &number), xcb_disconnect);
    if (xcb_connection_has_error(x.get()) != 0)
        return fail(Errc::Unavailable, u"The display does not answer."_s);
    const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(x.get())).data;
    const Reply<xcb_get_input_focus_reply_t> focus(
        xcb_get_input_focus_reply(x.get(), xcb_get_input_focus(x.get()), nullptr));
    xcb_window_t window = focus ? focus->focus : xcb_window_t(XCB_WINDOW_NONE);
    if (window <= XCB_INPUT_FOCUS_POINTER_ROOT || window == screen->root)
        return fail(Errc::Unavailable, u"No window has the keyboard."_s);
    const xcb_atom_t property = atom(x.get(), "_NET_WM_PID");
    // It may be a window within the one that says.
    for (int depth = 0; depth < kDeepest && window != XCB_WINDOW_NONE && window != screen->root;
         ++depth) {
        if (const uint pid = processOf(x.get(), window, property); pid != 0)
            return InputWindow{.id = window,
                               .pid = pid,
                               .place = placeOf(x.get(), window, screen->root),
                               .screen = {0, 0, screen->width_in_pixels, screen->height_in_pixels}};
        window = parentOf(x.get(), window);
    }
    return fail(Errc::Unavailable, u"The window that has the keyboard does not say whose it is."_s);
}

} // namespace pilothouse
