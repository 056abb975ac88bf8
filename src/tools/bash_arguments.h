#pragma once

#include "core/result.h"
#include "core/tool_call.h"

#include <QString>

#include <variant>

/// What a call of the bash tool asks for, with everything checked.
namespace pilothouse {

struct RunCommand
{
    QString command; ///< shorter than 256 Ki characters, without NUL
};
struct RestartShell
{
};

using BashRequest = std::variant<RunCommand, RestartShell>;

/// `restart: true` restarts the shell, whatever else is said. InvalidArgument: an argument that is
/// missing, of the wrong type, too long or unknown; the message is for the model. Pure.
Result<BashRequest> parseBashCall(const ToolCall &call);

} // namespace pilothouse
