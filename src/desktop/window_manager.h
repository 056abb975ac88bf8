#pragma once

#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <optional>

namespace pilothouse {

/// The command that starts window manager, panel and menu (one process, IceWM) in `sandbox`.
/// Unavailable: it is not installed.
Result<SandboxedCommand> windowManagerCommand(const Sandbox &sandbox);

/// The command that runs the desktop's own message bus; nothing when dbus-daemon is missing, or
/// when sessions share a user that has no name here: others could not be kept out.
std::optional<SandboxedCommand> sessionBusCommand(const ProgramSandbox &sandbox);

/// Whether that user has a name, where one is needed.
bool canHaveBus(SandboxMode mode);

} // namespace pilothouse
