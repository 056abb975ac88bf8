#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <QByteArray>
#include <QCoroTask>

#include <stop_token>

namespace pilothouse {

/// How pilothouse-sight is run in `sandbox`, which has accessibility. `more`: after its time.
SandboxedCommand sightCommand(const ProgramSandbox &sandbox, const QStringList &more = {});

/// Runs pilothouse-sight as `command` says, with `input`, and returns its one line. Unavailable: it
/// said none within about a second; Stopped.
QCoro::Task<Result<QByteArray>> askSight(SandboxedCommand command, QByteArray input,
                                         const Clock &clock, std::stop_token stop);

} // namespace pilothouse
