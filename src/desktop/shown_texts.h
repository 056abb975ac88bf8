#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/program_sandbox.h"

#include <QCoroTask>
#include <QList>
#include <QRect>

#include <stop_token>

namespace pilothouse {

/// Where programs in `sandbox`, which has accessibility, show one of `texts` now, in pixels of the
/// screen: in whatever letters. Programs that tell nothing of what they show (xterm), or not in
/// time, are left out. Unavailable: none can be asked; Stopped.
QCoro::Task<Result<QList<QRect>>> placesOfTexts(const ProgramSandbox &sandbox, QStringList texts,
                                                const Clock &clock, std::stop_token stop);

} // namespace pilothouse
