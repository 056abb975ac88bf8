#pragma once

#include "core/result.h"
#include "core/tool_call.h"

namespace pilothouse {

/// What a call of act_on asks for.
struct ActOn
{
    QString action; ///< of toolActions()
    QString id;
    QString text = {};
    bool picture = true;

    /// Whether the keyboard is used for it.
    bool types() const { return action == u"set_text" || !text.isEmpty(); }
};

/// InvalidArgument: an argument is missing or wrong; the message is for the model.
Result<ActOn> parseActOnCall(const ToolCall &call);

} // namespace pilothouse
