#pragma once

#include "agent/workbench.h"
#include "core/config.h"

namespace pilothouse {

/// Makes workbenches that are real desktops: a Desktop with the computer, bash and edit tools on
/// it.
WorkbenchFactory desktopWorkbenches(DesktopConfig config);

} // namespace pilothouse
