#pragma once

#include "core/result.h"

#include <QRect>
#include <QString>

namespace pilothouse {

/// The window that the X server sends keys to.
struct InputWindow
{
    quint32 id = 0; ///< the program's own, which the window manager's frame is around
    uint pid = 0;   ///< as the program says (_NET_WM_PID)
    QString title;
    QRect place;  ///< on the screen, pixels
    QRect framed; ///< the same with the frame, as GTK counts it
    QRect screen; ///< all of it

    bool operator==(const InputWindow &) const = default;
};

/// Looks at the display of $DISPLAY. Blocks for some round trips. Unavailable: there is no display,
/// no window has the keyboard, or its program does not say who it is.
Result<InputWindow> inputWindow();

/// Whose window is on top at this pixel of the screen, as it says; 0: it does not say, or none is.
uint pidAt(QPoint place);

} // namespace pilothouse
