#pragma once

#include "core/config.h"

namespace pilothouse {

/// No core file may hold keys or secrets. Where the programs of desktops are of our own user and
/// see our process, the kernel is told that none may look into it: neither into its environment nor
/// its memory, whatever the sandbox does. And it may open as many files as it is ever granted (the
/// usual is 1,024 to begin with): each desktop, viewer and link has some.
void closeOwnProcess(SandboxMode asked);

/// What was asked for and cannot be held is refused before anybody relies on it: Unavailable.
Result<> checkEgress(const DesktopConfig &desktop);

/// Tells the log how desktops on this machine are kept apart.
void logSandbox(SandboxMode asked);

} // namespace pilothouse
