#pragma once

#include "remote/nodes.h"

namespace pilothouse {

/// Whether --desktops says that desktops are not on this machine.
bool hasNodes(const Config &config);

/// Where --desktops says that desktops are, which is not here. The clock outlives it. `epoch`:
/// Database::epoch(). Errors: those of NodeList::open(), nextFence().
Result<std::unique_ptr<Nodes>> openNodesOf(const Config &config, const Clock &clock, qint64 epoch);

} // namespace pilothouse
