#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

/// Windows of applications, and what can be done with one.
namespace pilothouse {

/// As the window manager knows it.
struct ScreenWindow
{
    quint32 id = 0;      ///< of the X server: the same as long as the window exists
    QString title;       ///< the program's own, or its page's
    QStringList names;   ///< WM_CLASS: instance and class, "xterm" and "XTerm"
    QRect place;         ///< in pixels of the screen, with its frame
    bool active = false; ///< it has the keyboard
    bool minimized = false;
    bool maximized = false;
};

/// Brought to the front and given the keyboard, also out of an icon.
struct FocusWindow
{
};
/// Where the frame's top left corner goes; and, if given, the size of window and frame together,
/// which the program may refuse in part.
struct MoveWindow
{
    QPoint to;
    std::optional<QSize> size = {};
};
/// As large as the screen, or as it was before.
struct MaximizeWindow
{
    bool on = true;
};
struct MinimizeWindow
{
};
/// Asked to close, as by its button: its program may ask something first.
struct CloseWindow
{
};

using WindowAction =
    std::variant<FocusWindow, MoveWindow, MaximizeWindow, MinimizeWindow, CloseWindow>;

} // namespace pilothouse
