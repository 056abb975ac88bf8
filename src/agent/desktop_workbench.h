#pragma once

#include "agent/workbench.h"
#include "core/clock.h"
#include "core/config.h"

namespace pilothouse {

/// Makes workbenches that are real desktops: a Desktop with the tools of a session on it. The
/// clock, which outlives them, says how long commands and waits take.
WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock);

} // namespace pilothouse
