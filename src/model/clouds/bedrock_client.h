#pragma once

#include "model/anthropic/refused_thinking.h"
#include "model/http/http_model_client.h"

namespace pilothouse {

/// Claude models of Amazon Bedrock: the Messages API in an envelope of AWS's own, signed anew for
/// each try, or with a bearer key; a key that comes with a request wins. Keys of a file are read
/// for each try, so that new ones are taken up. `table` and `clock` outlive it. Main thread.
/// Source: Amazon Bedrock, InvokeModelWithResponseStream.
class BedrockClient final : public HttpModelClient
{
public:
    BedrockClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                  RetryPolicy retries = {});

private:
    std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) override;

    RefusedThinking m_refused;
};

} // namespace pilothouse
