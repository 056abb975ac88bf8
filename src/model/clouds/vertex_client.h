#pragma once

#include "model/anthropic/refused_thinking.h"
#include "model/clouds/google_tokens.h"
#include "model/http/http_model_client.h"

namespace pilothouse {

/// Claude models of Google Vertex AI: the Messages API under an address of Google's, with a token
/// of GoogleTokens, or with one that comes with the request. `table` and `clock` outlive it. Main
/// thread. Source: Vertex AI, streamRawPredict of publishers' models.
class VertexClient final : public HttpModelClient
{
public:
    VertexClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                 RetryPolicy retries = {});

private:
    std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) override;

    RefusedThinking m_refused;
    GoogleTokens m_tokens;
};

} // namespace pilothouse
