#pragma once

#include "core/result.h"
#include "core/tool_call.h"
#include "tools/screen_scale.h"

#include <optional>

namespace pilothouse {

/// What a call of the windows tool asks for, in pixels of the screen.
struct WindowsCall
{
    QString action; ///< of toolActions()
    QString id = {};
    std::optional<QPoint> to = {}; ///< top left corner of its frame
    std::optional<QSize> size = {};
    bool picture = true;
};

/// InvalidArgument: an argument is missing or wrong; the message is for the model.
Result<WindowsCall> parseWindowsCall(const ToolCall &call, const ScreenScale &scale);

} // namespace pilothouse
