#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// /sessions/{id}/secrets: names and places of a session's secrets, give one, take one back.
/// Nothing answers with a value.
void addSecretRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
