#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "core/secrets.h"
#include "workbench/bench_plan.h"
#include "workbench/workbench.h"

#include <memory>

namespace pilothouse {

/// Starts a real desktop on this machine, with the tools of a session on it. `config`: what holds
/// for all desktops here. Clock and secrets outlive it; the clock says how long commands and waits
/// take. Unavailable: see Desktop::open.
QCoro::Task<Result<std::unique_ptr<Workbench>>>
openDesktopWorkbench(BenchPlan plan, DesktopConfig config, const Clock &clock,
                     const Secrets &secrets, std::stop_token stop);

} // namespace pilothouse
