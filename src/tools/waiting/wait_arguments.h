#pragma once

#include "core/result.h"
#include "core/tool_call.h"
#include "tools/elements/element_list.h"

#include <chrono>

namespace pilothouse {

inline constexpr std::chrono::seconds kUsualWait{10};
inline constexpr std::chrono::seconds kLongestWait{120};

/// What a call of wait_for waits for.
struct Awaited
{
    QString action;            ///< of toolActions(): "text", "element", "window", "gone", …
    ElementFilter filter = {}; ///< of a window only its text
    QString path = {};
    std::chrono::milliseconds timeout{kUsualWait};
};

/// InvalidArgument: an argument is missing or wrong; the message is for the model.
Result<Awaited> parseWaitForCall(const ToolCall &call);

/// 'text "Done"', "button \"Send\"", for an answer.
QString inWords(const Awaited &awaited);

} // namespace pilothouse
