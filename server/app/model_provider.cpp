#include "app/model_provider.h"

#include "demo/demo_model.h"
#include "model/anthropic/anthropic_client.h"
#include "model/anthropic/endpoint.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool hasKey(const ModelConfig &config)
{
    return !config.apiKey.trimmed().isEmpty();
}

// Newer ones than the table's, too.
bool isOfPublicApi(const QString &model)
{
    return model.isEmpty() || model.startsWith("claude"_L1) ||
           ModelTable::builtin().find(model).known;
}

} // namespace

Provider providerFor(const ModelConfig &config)
{
    if (config.provider != Provider::Auto)
        return config.provider;
    const bool isAnswered = hasKey(config) || !isPublicApi(baseUrlOf(config));
    return isAnswered ? Provider::Anthropic : Provider::Demo;
}

Result<> checkModelSettings(const ModelConfig &config)
{
    const auto endpoint = endpointFor(config, {});
    if (!endpoint && endpoint.error().code == Errc::InvalidArgument)
        return fail(Errc::InvalidArgument, u"--base-url: "_s + endpoint.error().message);
    const bool isForDemo =
        config.provider == Provider::Auto && providerFor(config) == Provider::Demo;
    if (isForDemo && !isOfPublicApi(config.model))
        return fail(Errc::InvalidArgument,
                    u"--model: the public API has no model \"%1\". Say where its server is, e.g. "
                    "--base-url http://localhost:11434 for Ollama."_s.arg(config.model));
    if (config.contextTokens > 0 && config.maxOutputTokens > config.contextTokens / 2)
        return fail(Errc::InvalidArgument,
                    u"--max-output-tokens: at most half of --context-tokens, or there is no room "
                    "for what the model reads."_s);
    return {};
}

ModelTable modelsOf(const ModelConfig &config)
{
    const ModelTable models = ModelTable::builtin().limitedBy(config);
    return providerFor(config) == Provider::Demo ? models.withoutPrices() : models;
}

Result<> checkModelName(const ModelConfig &config, const QString &model, const ModelTable &models)
{
    const bool asksPublicApi =
        providerFor(config) == Provider::Anthropic && isPublicApi(baseUrlOf(config));
    if (!asksPublicApi || isOfPublicApi(model))
        return {};
    return fail(Errc::InvalidArgument, u"The public API has no model \"%1\", but: %2."_s.arg(
                                           model, models.ids().join(", "_L1)));
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
    return u"The built-in demo model answers (set ANTHROPIC_API_KEY for a real one, or --base-url "
           "for a server of your own). It follows simple lines such as \"open terminal\" or \"type "
           "hello\", and understands nothing "
           "else."_s;
}

} // namespace pilothouse
