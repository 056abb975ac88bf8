#pragma once

#include "http/nodes/node_routes.h"
#include "remote/nodes.h"

namespace pilothouse {

/// What GET /nodes tells; unset without nodes, which outlive it.
NodeTelling nodeTelling(Nodes *nodes);

} // namespace pilothouse
