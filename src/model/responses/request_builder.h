#pragma once

#include "core/config.h"
#include "model/http/http_call.h"
#include "model/messages.h"
#include "model/model_table.h"

namespace pilothouse {

/// What is asked of a server beside the reply itself, as far as it and the model know it.
struct ResponsesWishes
{
    bool encryptedReasoning = true; ///< without it, reasoning is lost between two requests
    bool summaries = true;          ///< of reasoning, for people to read
    bool originalDetail = true;     ///< of pictures: nothing is scaled on their side
};

/// The whole request to /v1/responses. Nothing is stored over there: all items go along each time,
/// and more turns only append, as the cache goes by the beginning; the cache's key is made from
/// the beginning of the conversation.
/// InvalidArgument, Unauthorized: settings that cannot work. TooLarge: the conversation outgrew
/// one request. The message says which. Source: ResponseCreateParams in npm openai 6.49.0.
Result<HttpCall> buildResponsesCall(const ModelRequest &request, const ModelInfo &model,
                                    const ModelConfig &config, const ResponsesWishes &wishes);

} // namespace pilothouse
