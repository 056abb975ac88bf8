#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <QByteArray>
#include <QCoroTask>

#include <chrono>
#include <stop_token>

namespace pilothouse {

/// What pilothouse-sight may take.
inline constexpr std::chrono::milliseconds kSightPatience{800};

/// How pilothouse-sight is run in `sandbox`, which has accessibility. `more`: after its time.
SandboxedCommand sightCommand(const ProgramSandbox &sandbox, const QStringList &more = {},
                              std::chrono::milliseconds patience = kSightPatience);

/// Runs pilothouse-sight as `command` says, with `input`, and returns its one line. Unavailable: it
/// said none within `patience` and what starting takes; Stopped.
QCoro::Task<Result<QByteArray>> askSight(SandboxedCommand command, QByteArray input,
                                         const Clock &clock, std::stop_token stop,
                                         std::chrono::milliseconds patience = kSightPatience);

} // namespace pilothouse
