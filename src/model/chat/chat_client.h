#pragma once

#include "model/chat/chat_habits.h"
#include "model/http/http_model_client.h"

namespace pilothouse {

/// OpenAI's chat completions with tools: vLLM, llama.cpp, Ollama, OpenRouter, LiteLLM and others.
/// `config`: with the key and address of that server. `table` and `clock` outlive it. What the
/// server refuses once of what not every one knows is not sent again. Main thread.
class ChatClient final : public HttpModelClient
{
public:
    ChatClient(ModelConfig config, const ModelTable &table, const Clock &clock,
               RetryPolicy retries = {});

private:
    std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) override;

    ChatHabits m_habits;
};

} // namespace pilothouse
