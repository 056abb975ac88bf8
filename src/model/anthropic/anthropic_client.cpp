#include "model/anthropic/anthropic_client.h"

#include "model/anthropic/endpoint.h"
#include "model/anthropic/messages_exchange.h"

namespace pilothouse {

namespace {

ModelConfig completed(ModelConfig config)
{
    config.idleTimeout = idleTimeoutOf(config);
    config.baseUrl = baseUrlOf(config).toString();
    return config;
}

} // namespace

AnthropicClient::AnthropicClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                                 RetryPolicy retries)
    : HttpModelClient(completed(std::move(config)), table, clock, retries)
{
}

std::unique_ptr<ModelExchange> AnthropicClient::begin(ModelRequest request, ModelInfo model)
{
    return std::make_unique<MessagesExchange>(std::move(request), std::move(model), config(),
                                              clock(), m_refused);
}

} // namespace pilothouse
