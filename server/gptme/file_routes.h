#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// Pictures and files of a conversation, files that are brought, and what a desktop shows now.
void addConversationFileRoutes(Router &router, const GptmeParts &parts);
void addComputerRoutes(Router &router, const GptmeParts &parts);

} // namespace pilothouse
