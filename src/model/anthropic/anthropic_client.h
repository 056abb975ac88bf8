#pragma once

#include "model/anthropic/refused_thinking.h"
#include "model/http/http_model_client.h"

namespace pilothouse {

/// The Messages API: the public one, compatible servers, and the built-in demo model. `table` and
/// `clock` outlive it. Where the server refuses the thinking of earlier replies, the request goes
/// without it, and so do all later ones. Main thread.
class AnthropicClient final : public HttpModelClient
{
public:
    AnthropicClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                    RetryPolicy retries = {});

private:
    std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) override;

    RefusedThinking m_refused;
};

} // namespace pilothouse
