#pragma once

#include "http/api_parts.h"
#include "store/conversation_store.h"

namespace pilothouse {

class Credentials;

/// What the routes of OpenAI's interface serve. All of it outlives them.
struct OpenAiParts
{
    ApiParts api;
    Credentials &credentials;
    ConversationStore &names;                    ///< of conversations that clients keep by a name
    std::function<QStringList()> models;         ///< that answer here
    std::optional<ApprovalPolicy> approval = {}; ///< of new chats, as the operator said
};

/// Adds GET /v1/models and POST /v1/chat/completions to `router`: a chat is a session, an answer
/// one run of it, as text. docs/decisions/0082-the-front-of-openai.md
void addOpenAiRoutes(Router &router, const OpenAiParts &parts);

} // namespace pilothouse
