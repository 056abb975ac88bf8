#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// What one does to a run: send a message, interrupt, pause, resume, answer an approval.
void addRunRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
