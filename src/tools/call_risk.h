#pragma once

#include "core/result.h"
#include "core/tool_call.h"

#include <QString>

namespace pilothouse {

enum class Risk {
    Read,      ///< looks only: screenshot, zoom, wait, cursor_position, view, elements, lists
    Write,     ///< moves, clicks, scrolls, arranges windows, restarts the shell
    Sensitive, ///< types, presses keys, copies, pastes, drags, runs commands, changes files
};

struct Judgement
{
    Risk risk = Risk::Write;
    QString reason = {}; ///< why a person is asked: "types text"; empty for Read
};

/// How risky a call is, from what the tools read in it, never from its name alone: what is judged
/// is what would be done. Where on the screen it is to be done does not count. InvalidArgument: it
/// cannot be read, so the tools must not run it; the message is for the model. Pure.
Result<Judgement> judge(const ToolCall &call);

} // namespace pilothouse
