#pragma once

#include "model/messages.h"

namespace pilothouse {

/// Makes calls of what the model wrote as text where it should have called: a server without a
/// parser for the model's own signs passes those on. Only what cannot be anything else: the signs
/// of known families (<tool_call>, <function=…>, [TOOL_CALLS] …) at the end of a text, or a text
/// that is nothing but the JSON of calls, and only of tools that there are. A text with such signs
/// that cannot be read sets `reply.problem`. For models without a row at servers that are not the
/// API; a reply that calls stays as it is.
void unwrapWrittenCalls(ModelReply &reply, ToolDialect dialect);

} // namespace pilothouse
