#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/sandbox.h"

#include <QCoroTask>

#include <chrono>
#include <stop_token>

namespace pilothouse {

/// How a line of a shell ended.
struct ShellLineEnd
{
    int code = 0;
    QString said; ///< output and errors as they came, at most the last 4,000 characters
};

/// Runs `line` by a bash of its own inside of `sandbox`, which no settings of the home reach, and
/// waits for that bash alone: what it leaves in the background goes on. Timeout: it was killed,
/// with what it said as detail; Stopped; Unavailable: it could not be started, or was killed.
QCoro::Task<Result<ShellLineEnd>> runShellLine(SandboxedCommand command, const Clock &clock,
                                               std::chrono::milliseconds patience,
                                               std::stop_token stop);

/// The command for it.
SandboxedCommand shellLine(const Sandbox &sandbox, const QString &line);

} // namespace pilothouse
