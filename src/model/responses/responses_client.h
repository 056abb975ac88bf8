#pragma once

#include "model/http/http_model_client.h"
#include "model/responses/request_builder.h"

#include <QHash>

namespace pilothouse {

/// OpenAI's Responses API, with its computer tool, and servers that speak it. `table` and `clock`
/// outlive it. What a server does not give for a model (reasoning to be kept, summaries, pictures
/// as they are) is asked for once and not again. Main thread.
class ResponsesClient final : public HttpModelClient
{
public:
    ResponsesClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                    RetryPolicy retries = {});

private:
    std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) override;

    QHash<QString, ResponsesWishes> m_wishes; ///< by model, where not all are granted
};

} // namespace pilothouse
