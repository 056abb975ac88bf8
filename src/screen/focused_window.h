#pragma once

#include "screen/display.h"
#include "screen/x_connection.h"

namespace pilothouse {

/// The window that has the keyboard, as the X server knows it. Unavailable: none has, or it belongs
/// to no application. Used on the X thread.
Result<FocusedWindow> focusedWindow(XConnection &connection);

} // namespace pilothouse
