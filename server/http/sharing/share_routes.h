#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// The links to a session, for those who may use it: /sessions/{id}/shares.
void addShareRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
