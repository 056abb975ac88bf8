#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// GET /sessions/ID/elements: what there is to use and read on the desktop now.
void addElementRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
