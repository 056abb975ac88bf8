#pragma once

#include "../http/api_server.h"

#include "gptme/gptme_api.h"
#include "openai/openai_api.h"

namespace pilothouse {

/// The doors of other programs beside our own, for somebody with the token.
struct AllDoors : ApiServer
{
    AllDoors() : ApiServer({{.text = QStringLiteral("Hello")}})
    {
        addGptmeRoutes(router, {.api = parts(),
                                .credentials = credentials,
                                .conversations = conversations,
                                .models = ModelTable::builtin(),
                                .answering = [] { return QStringList(); },
                                .provider = QStringLiteral("demo"),
                                .version = QStringLiteral("1")});
        addOpenAiRoutes(router,
                        {.api = parts(), .credentials = credentials, .names = names, .models = [] {
                             return QStringList();
                         }});
        door.gate = [](const HttpHead &, const QHostAddress &) { return Verdict::admit("token"); };
    }

    ConversationStore names{*agent.database};
    Conversations conversations{parts(), names, "key"};
};

} // namespace pilothouse
