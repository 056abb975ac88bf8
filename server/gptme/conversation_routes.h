#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// The routes that make, show, change and delete conversations.
void addConversationRoutes(Router &router, const GptmeParts &parts);

} // namespace pilothouse
