#pragma once

#include "core/call_action.h"
#include "tools/call_risk.h"

namespace pilothouse {

/// What a call would do, for people: shown before, stored with and told after it.
struct CallDescription
{
    Risk risk = Risk::Sensitive;
    QString summary;        ///< one line; typed text only as its length: "type 12 characters"
    QString reason;         ///< "types text"; empty for Read
    CallAction action = {}; ///< the same for programs; nothing of a call that is not known
};

CallDescription describe(const ToolCall &call);

} // namespace pilothouse
