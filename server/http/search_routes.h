#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /search: what was said, in all sessions or in one.
void addSearchRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
