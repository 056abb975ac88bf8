#include "screen/focused_window.h"

#include "screen/windows/window_property.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 32; // windows in windows

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
        const QStringList names = windowNames(connection, window);
        if (!names.isEmpty())
            return FocusedWindow{names};
        window = parentWindow(connection, window);
    }
    return fail(Errc::Unavailable, u"No window has the keyboard."_s);
}

} // namespace pilothouse
