#pragma once

#include "agent/workbench.h"
#include "core/clock.h"
#include "core/config.h"
#include "workbench/bench_plan.h"

namespace pilothouse {

/// What the workbench of `session` is to be like on a server with these settings.
BenchPlan benchPlanOf(const SessionRecord &session, const DesktopConfig &config);

/// Makes workbenches that are real desktops on this machine. The clock outlives them.
WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock);

} // namespace pilothouse
