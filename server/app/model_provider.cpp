#include "app/model_provider.h"

#include "demo/demo_model.h"
#include "model/anthropic/anthropic_client.h"
#include "model/anthropic/endpoint.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Provider providerFor(const ModelConfig &config)
{
    if (config.provider != Provider::Auto)
        return config.provider;
    return config.apiKey.isEmpty() ? Provider::Demo : Provider::Anthropic;
}

Result<> checkModelSettings(const ModelConfig &config)
{
    const auto endpoint = endpointFor(config, {});
    if (!endpoint && endpoint.error().code == Errc::InvalidArgument)
        return fail(Errc::InvalidArgument, u"--base-url: "_s + endpoint.error().message);
    return {};
}

ModelTable modelsOf(Provider provider)
{
    const ModelTable &models = ModelTable::builtin();
    return provider == Provider::Demo ? models.withoutPrices() : models;
}

Result<std::unique_ptr<ModelClient>> openModelClient(const ModelConfig &config,
                                                     const ModelTable &table, const Clock &clock)
{
    if (config.provider == Provider::Demo)
        return DemoModel::open(config, table, clock);
    return std::make_unique<AnthropicClient>(config, table, clock);
}

QString providerNotice(Provider provider)
{
    if (provider != Provider::Demo)
        return {};
    return u"The built-in demo model answers (set ANTHROPIC_API_KEY for a real one). It follows "
           "simple lines such as \"open terminal\" or \"type hello\", and understands nothing "
           "else."_s;
}

} // namespace pilothouse
