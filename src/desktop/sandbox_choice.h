#pragma once

#include "core/config.h"
#include "core/result.h"

namespace pilothouse {

/// What this machine allows, found out by trying.
struct SandboxReport
{
    SandboxMode strongest = SandboxMode::None; ///< Bwrap, User, or None when only that is left
    bool bwrapWorks = false;
    bool userWorks = false;
    QString bwrapReason; ///< why it does not work, with the cure; empty when it does
    QString userReason;
};

/// Tries each way once per process, on first use (about 20 ms). Blocks. Main thread.
const SandboxReport &sandboxReport();

/// One sentence for the log and for doctor, e.g. "bwrap: a user and namespaces per session".
QString describe(const SandboxReport &report);

/// The mode to use for what was asked for. Unavailable: it does not work here, or Auto found
/// nothing: running without any separation must be asked for by name.
Result<SandboxMode> chooseSandbox(SandboxMode asked, const SandboxReport &report);

} // namespace pilothouse
