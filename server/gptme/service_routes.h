#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// The routes about the server itself: version, log-in, models, who the person is.
void addServiceRoutes(Router &router, const GptmeParts &parts);

} // namespace pilothouse
