#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /sessions/: create, list, look at, change, finish, delete; the messages of one, and
/// what it does not ask about again.
void addSessionRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
