#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// POST /sessions/{id}/egress/hosts: one host more that the session may reach.
void addEgressRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
