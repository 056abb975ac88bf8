#pragma once

#include "core/result.h"
#include "screen/window_barrier.h"
#include "screen/windows/screen_window.h"

#include <QList>

/// The windows of applications, through the window manager. Used on the X thread.
/// Source: Extended Window Manager Hints 1.5.
namespace pilothouse {

/// All that are managed, also as icons; the one in front first. Unavailable: nothing manages here.
Result<QList<ScreenWindow>> screenWindows(XConnection &connection);

/// Has the window manager do it, and returns when it has. A window that is to close and is still
/// there after two seconds is no failure: it may ask something. NotFound: there is no such window;
/// Unavailable: no window manager answers; Stopped.
Result<> actOnWindow(XConnection &connection, WindowBarrier &barrier, quint32 window,
                     const WindowAction &action, const std::stop_token &stop);

} // namespace pilothouse
