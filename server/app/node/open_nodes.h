#pragma once

#include "remote/nodes.h"

namespace pilothouse {

/// Where --desktops says that desktops are, which is not here. The clock outlives it. Errors: those
/// of NodeList::open(), nextFence().
Result<std::unique_ptr<Nodes>> openNodesOf(const Config &config, const Clock &clock);

} // namespace pilothouse
