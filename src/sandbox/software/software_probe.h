#pragma once

#include "core/config.h"

namespace pilothouse {

/// Why sessions cannot have software of their own (DesktopConfig::software) on this machine, with
/// what the operator can do: a sentence. Empty when they can. Tried once per process, on first use
/// (some 50 ms). Blocks. Main thread.
QString whyNoSoftware(const DesktopConfig &config);

} // namespace pilothouse
