#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// GET /sessions/{id}/export?format=html|json: the whole session as one file to keep.
void addExportRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
