#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /push: the browsers that are told of events while no page is open.
void addPushRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
