#include "gptme/gptme_api.h"

#include "gptme/conversation_routes.h"
#include "gptme/file_routes.h"
#include "gptme/service_routes.h"
#include "gptme/talk_routes.h"

namespace pilothouse {

void addGptmeRoutes(Router &router, const GptmeParts &parts)
{
    addServiceRoutes(router, parts);
    addConversationRoutes(router, parts);
    addTalkRoutes(router, parts);
    addConversationFileRoutes(router, parts);
    addComputerRoutes(router, parts);
}

} // namespace pilothouse
