#include "screen/focused_window.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 32;               // windows in windows
constexpr uint32_t kLongestProperty = 256; // in units of 4 bytes

QByteArray property(XConnection &connection, xcb_window_t window, xcb_atom_t name, xcb_atom_t type)
{
    const auto reply = connection.reply<xcb_get_property_reply_t>(
        xcb_get_property(connection.raw(), 0, window, name, type, 0, kLongestProperty));
    if (!reply || reply->type != type)
        return {};
    return {static_cast<const char *>(xcb_get_property_value(reply.get())),
            xcb_get_property_value_length(reply.get())};
}

/// Null at the top.
xcb_window_t parentOf(XConnection &connection, xcb_window_t window)
{
    const auto tree =
        connection.reply<xcb_query_tree_reply_t>(xcb_query_tree(connection.raw(), window));
    if (!tree || tree->parent == connection.root())
        return XCB_WINDOW_NONE;
    return tree->parent;
}

} // namespace

Result<FocusedWindow> focusedWindow(XConnection &connection)
{
    const auto focus =
        connection.reply<xcb_get_input_focus_reply_t>(xcb_get_input_focus(connection.raw()));
    xcb_window_t window = XCB_WINDOW_NONE;
    const bool isOne =
        focus && focus->focus != XCB_INPUT_FOCUS_POINTER_ROOT && focus->focus != connection.root();
    if (isOne)
        window = focus->focus;
    for (int depth = 0; window != XCB_WINDOW_NONE && depth < kDeepest; ++depth) {
        QByteArray names = property(connection, window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING);
        if (!names.isEmpty()) {
            const QStringList found =
                QString::fromLatin1(names).split(QChar(u'\0'), Qt::SkipEmptyParts);
            return FocusedWindow{found};
        }
        window = parentOf(connection, window);
    }
    return fail(Errc::Unavailable, u"No window has the keyboard."_s);
}

} // namespace pilothouse
