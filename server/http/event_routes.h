#pragma once

#include "http/api_parts.h"

namespace pilothouse {

class Credentials;

/// GET /sessions/{id}/events: a stream, or one page with ?format=json.
void addEventRoutes(Router &router, const ApiParts &parts, const Credentials &credentials);

} // namespace pilothouse
