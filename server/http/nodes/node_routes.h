#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// What each machine with desktops tells of itself now: nodeJson() of server/remote. Unset:
/// desktops are on this machine.
using NodeTelling = std::function<QCoro::Task<QJsonArray>(std::stop_token)>;

/// GET /nodes.
void addNodeRoutes(Router &router, const ApiParts &parts, const NodeTelling &tell);

} // namespace pilothouse
