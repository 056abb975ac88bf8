#pragma once

#include "http/file_routes.h"
#include "http/health_routes.h"

namespace pilothouse {

class Credentials;

/// Adds every route of the server to `router`, for which `credentials` and what `parts` refer to
/// must outlive it.
void addAllRoutes(Router &router, Credentials &credentials, const ApiParts &parts,
                  const ServerState &state);

} // namespace pilothouse
