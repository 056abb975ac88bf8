#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /sessions/: create, list, look at, rename, finish, delete; and the messages of one.
void addSessionRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
