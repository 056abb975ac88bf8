#include "desktop/sight/input_window.h"

#include <QByteArray>
#include <QList>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
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

/// As much of a property as `longest` words of 4 bytes hold; nothing when it is none of that type.
QByteArray property(xcb_connection_t *x, xcb_window_t window, std::string_view name,
                    xcb_atom_t type, uint longest)
{
    const auto cookie = xcb_get_property(x, 0, window, atom(x, name), type, 0, longest);
    const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(x, cookie, nullptr));
    if (!reply || reply->type != type)
        return {};
    return QByteArray(static_cast<const char *>(xcb_get_property_value(reply.get())),
                      xcb_get_property_value_length(reply.get()));
}

/// Of `count` numbers; nothing when it has not that many.
QList<int> numbers(xcb_connection_t *x, xcb_window_t window, std::string_view name, uint count)
{
    const QByteArray words = property(x, window, name, XCB_ATOM_CARDINAL, count);
    QList<int> found(words.size() / qsizetype(sizeof(int)));
    std::memcpy(found.data(), words.constData(), size_t(found.size()) * sizeof(int));
    return found.size() == qsizetype(count) ? found : QList<int>();
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

InputWindow describe(xcb_connection_t *x, xcb_window_t window, uint pid, const xcb_screen_t &screen)
{
    constexpr uint kLongestTitle = 1024;
    const QRect place = placeOf(x, window, screen.root);
    const QList<int> frame = numbers(x, window, "_NET_FRAME_EXTENTS", 4); // left right top bottom
    const QByteArray title =
        property(x, window, "_NET_WM_NAME", atom(x, "UTF8_STRING"), kLongestTitle);
    return {.id = window,
            .pid = pid,
            .title = QString::fromUtf8(title),
            .place = place,
            .framed =
                frame.isEmpty() ? place : place.adjusted(-frame[0], -frame[2], frame[1], frame[3]),
            .screen = {0, 0, screen.width_in_pixels, screen.height_in_pixels}};
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
    // It may be a window within the one that says.
    for (int depth = 0; depth < kDeepest && window != XCB_WINDOW_NONE && window != screen->root;
         ++depth) {
        const int pid = numbers(x.get(), window, "_NET_WM_PID", 1).value(0);
        if (pid > 0)
            return describe(x.get(), window, static_cast<uint>(pid), *screen);
        window = parentOf(x.get(), window);
    }
    return fail(Errc::Unavailable, u"The window that has the keyboard does not say whose it is."_s);
}

uint pidAt(QPoint place)
{
    int number = 0;
    const Connection x(xcb_connect(nullptr, &number), xcb_disconnect);
    if (xcb_connection_has_error(x.get()) != 0)
        return 0;
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(x.get())).data->root;
    xcb_window_t window = root;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto asked = xcb_translate_coordinates(
            x.get(), root, window, static_cast<qint16>(place.x()), static_cast<qint16>(place.y()));
        const Reply<xcb_translate_coordinates_reply_t> there(
            xcb_translate_coordinates_reply(x.get(), asked, nullptr));
        if (!there || there->child == XCB_WINDOW_NONE)
            return 0;
        window = there->child;
        if (const int pid = numbers(x.get(), window, "_NET_WM_PID", 1).value(0); pid > 0)
            return static_cast<uint>(pid);
    }
    return 0;
}

} // namespace pilothouse
