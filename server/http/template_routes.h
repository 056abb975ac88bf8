#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /templates and /templates/{id}: tasks that are kept under a name.
void addTemplateRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
