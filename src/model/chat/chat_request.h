#pragma once

#include "core/config.h"
#include "model/chat/chat_habits.h"
#include "model/http/http_call.h"
#include "model/model_table.h"

namespace pilothouse {

/// The bytes that ask `model` for a reply by OpenAI's chat completions, with our plain tools as
/// functions. The same arguments give the same bytes, and a request that only has more turns has
/// the same system, tools and earlier messages, but for pictures that are left out in steps.
/// Source: OpenAI's API reference, chat completions; what open servers take of it.
/// InvalidArgument: see chatMessages(), chatEndpoint(); or thinking is set, for which this API has
/// no field. TooLarge: see checkLoad().
Result<HttpCall> buildChatCall(const ModelRequest &request, const ModelInfo &model,
                               const ModelConfig &config, const ChatHabits &habits);

} // namespace pilothouse
