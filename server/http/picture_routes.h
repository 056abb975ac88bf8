#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// What the desktop shows now, and stored pictures by their hash.
void addPictureRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
