#pragma once

#include "core/tool_call.h"

#include <QJsonObject>
#include <QList>

namespace pilothouse {

/// One action of OpenAI's computer tool ("click", "keypress" …) in our own terms: mostly one call,
/// two for a scroll in both directions, each without an id. Never fails: an action, a member or a
/// key that the table does not hold gives one `malformed` call, which is to be answered as an
/// error; whether places and texts can be used, the tool decides. Distances of scrolling are
/// pixels, of which kScrollPixels are one click of the wheel. Source: ComputerAction in npm openai
/// 6.49.0, and the guide.
QList<ToolCall> callsFor(const QJsonObject &action);

inline constexpr int kScrollPixels = 100;
inline constexpr int kWaitSeconds = 2; ///< the API gives none

} // namespace pilothouse
