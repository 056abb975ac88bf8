#pragma once

#include "core/tool_call.h"

namespace pilothouse {

enum class Risk {
    Read,      ///< looks only: screenshot, zoom, wait, cursor_position, view
    Write,     ///< moves and clicks; unknown actions
    Sensitive, ///< types, presses keys, drags, runs commands, changes files
};

/// What a call would do, for people: shown before, stored with and told after it.
struct CallDescription
{
    Risk risk = Risk::Write;
    QString summary; ///< one line; typed text only as its length: "type 12 characters"
    QString reason;  ///< "types text"; empty for Read
};

CallDescription describe(const ToolCall &call);

} // namespace pilothouse
