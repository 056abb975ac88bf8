#pragma once

#include "core/result.h"
#include "core/tool_call.h"
#include "screen/input_action.h"
#include "tools/screen_scale.h"

#include <QRect>

#include <chrono>
#include <variant>

/// What a call of the computer tool asks for, with everything checked and in screen pixels.
namespace pilothouse {

struct Screenshot
{
};
struct Zoom
{
    QRect region; ///< screen pixels, inside of the screen, not empty
};
struct TellPointer
{
};
struct WaitAndLook
{
    std::chrono::milliseconds duration;
    QString done;
};
/// One action of the hand, and what the model is told when it is done.
struct Act
{
    InputAction action;
    QString done;
};

using ComputerRequest = std::variant<Screenshot, Zoom, TellPointer, WaitAndLook, Act>;

/// `call.action` with `call.input`. InvalidArgument: an unknown action, or an argument that is
/// missing, of the wrong type, out of range or unknown; the message is for the model.
/// Texts of success: as the model API's SDK words them.
Result<ComputerRequest> parseComputerCall(const ToolCall &call, const ScreenScale &scale);

} // namespace pilothouse
