#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// Adds the API of gptme's server (version 2, "/api/v2/…") to `router`, for its clients: our
/// sessions are their conversations. docs/decisions/0081-the-api-of-gptme.md
void addGptmeRoutes(Router &router, const GptmeParts &parts);

} // namespace pilothouse
