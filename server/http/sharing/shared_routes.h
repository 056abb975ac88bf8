#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// What a link to a session opens, for whoever has it and without a token: /shared/{link} and what
/// is below it, to be read only. Nothing where links are switched off.
void addSharedRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
