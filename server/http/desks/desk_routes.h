#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /sessions/{id}/snapshots, their restoring, and /desks: files of sessions that are kept.
void addDeskRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
