#pragma once

#include "agent/workbench.h"
#include "core/clock.h"
#include "core/config.h"

namespace pilothouse {

/// Makes workbenches that are real desktops: a Desktop with the computer, bash and edit tools on
/// it. The clock, which outlives them, says how long commands and waits take.
WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock);

} // namespace pilothouse
