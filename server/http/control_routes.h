#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// GET, POST and DELETE /sessions/{id}/control: who has the wheel, taking it, handing it back.
void addControlRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
