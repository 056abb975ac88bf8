#pragma once

#include "core/config.h"
#include "core/result.h"
#include "sandbox/sandbox.h"

namespace pilothouse {

/// What this machine allows, found out by trying.
struct SandboxReport
{
    /// Bwrap, Landlock, User, or None when only that is left.
    SandboxMode strongest = SandboxMode::None;
    bool bwrapWorks = false;
    bool landlockWorks = false;
    bool userWorks = false;
    bool oneUser = false;     ///< not root: the programs of all sessions run as the server's user
    QString bwrapReason = {}; ///< why it does not work, with the cure; empty when it does
    QString landlockReason = {};
    QString userReason = {};
    int landlockVersion = 0; ///< see enter/landlock.h
    /// Why sessions in bwrap get no way out, with the cure; empty when they do.
    QString networkReason = {};
};

/// Runs a command and waits for it, 5 s at the most. Empty when it ends well, else the last thing
/// it said.
QString complaintOf(const SandboxedCommand &command, const QList<int> &descriptors);

/// Whether programs run as the server's user and see its process: None, and Landlock without root.
bool sharesUser(SandboxMode mode);

/// Tries each way once per process, on first use (about 20 ms). Blocks. Main thread.
const SandboxReport &sandboxReport();

/// One sentence for the log and for doctor about `mode` (never Auto) on this machine: what it keeps
/// apart, what it leaves open, and why nothing stronger is used.
QString describe(SandboxMode mode, const SandboxReport &report);

/// The mode to use for what was asked for. Unavailable: it does not work here, or Auto found
/// nothing: running without any separation must be asked for by name.
Result<SandboxMode> chooseSandbox(SandboxMode asked, const SandboxReport &report);

/// Whether sessions in `sandbox` (never Auto) have a network of their own.
bool ownsNetwork(SandboxMode sandbox);

/// Whether the rules of a session's network can be held in `sandbox`; Unavailable with the reason.
/// Without networks of their own sessions have the machine's, where only All holds. With them,
/// every way out takes programs and a device, which may be missing.
Result<> canHold(EgressMode egress, SandboxMode sandbox, const SandboxReport &report);

} // namespace pilothouse
