#include "app/model_provider.h"

#include "app/clouds/cloud_settings.h"
#include "app/complain.h"
#include "app/model_router.h"
#include "demo/demo_model.h"
#include "model/anthropic/anthropic_client.h"
#include "model/anthropic/endpoint.h"
#include "model/chat/chat_client.h"
#include "model/chat/chat_endpoint.h"
#include "model/clouds/bedrock_client.h"
#include "model/clouds/vertex_client.h"
#include "model/responses/endpoint.h"
#include "model/responses/responses_client.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kInOrder{Provider::Anthropic, Provider::OpenAi, Provider::Chat};
constexpr std::array kAll{Provider::Anthropic, Provider::OpenAi, Provider::Chat, Provider::Bedrock,
                          Provider::Vertex};

bool hasKey(const ModelConfig &config)
{
    return !config.apiKey.trimmed().isEmpty();
}

bool isSet(const ModelServer &server)
{
    return !server.baseUrl.trimmed().isEmpty();
}

bool isSetUp(const ModelConfig &config, Provider provider)
{
    switch (provider) {
    case Provider::Anthropic:
        return hasKey(config) || !isPublicApi(baseUrlOf(config));
    case Provider::OpenAi:
        return !config.openAi.apiKey.trimmed().isEmpty() || isSet(config.openAi);
    case Provider::Chat:
        return isSet(config.chat);
    case Provider::Bedrock: // AWS keys alone may be there for something else
        return config.provider == provider || !config.bedrock.bearerKey.isEmpty();
    case Provider::Vertex:
        return config.provider == provider ||
               (!config.vertex.project.isEmpty() && !config.vertex.region.isEmpty());
    default:
        return false;
    }
}

// Newer ones than the table's, too.
bool isOfPublicApi(const QString &model)
{
    return model.isEmpty() || model.startsWith("claude"_L1) ||
           ModelTable::builtin().find(model).provider == Provider::Anthropic;
}

Result<> checkAddress(const ModelConfig &config, Provider provider)
{
    if (provider == Provider::Chat) {
        const auto endpoint = chatEndpoint(settingsOf(config, provider), {});
        return endpoint ? Result<>() : failAt(u"--chat-base-url"_s, endpoint.error());
    }
    if (provider == Provider::OpenAi) {
        const auto endpoint = responsesEndpoint(settingsOf(config, provider), {});
        return endpoint ? Result<>() : failAt(u"--openai-base-url"_s, endpoint.error());
    }
    const auto endpoint = endpointFor(config, {});
    if (!endpoint && endpoint.error().code == Errc::InvalidArgument)
        return failAt(u"--base-url"_s, endpoint.error());
    return {};
}

} // namespace

Provider providerFor(const ModelConfig &config)
{
    if (config.provider != Provider::Auto)
        return config.provider;
    for (const Provider provider : kInOrder)
        if (isSetUp(config, provider))
            return provider;
    return Provider::Demo;
}

QList<Provider> providersOf(const ModelConfig &config)
{
    const Provider usual = providerFor(config);
    QList<Provider> all{usual};
    for (const Provider provider : kAll)
        if (usual != Provider::Demo && provider != usual && isSetUp(config, provider))
            all.append(provider);
    return all;
}

ModelConfig settingsOf(ModelConfig config, Provider provider)
{
    const bool isUsual = provider == providerFor(config);
    config.provider = provider;
    if (provider == Provider::Chat) {
        config.apiKey = config.chat.apiKey;
        config.baseUrl = config.chat.baseUrl;
        if (!isUsual || config.model.isEmpty())
            config.model = config.chat.models.value(0);
        return config;
    }
    if (provider == Provider::OpenAi) {
        config.apiKey = config.openAi.apiKey;
        config.baseUrl = config.openAi.baseUrl;
    }
    if (!isUsual)
        config.model.clear();
    return config;
}

Result<> checkModelSettings(const ModelConfig &config)
{
    for (const Provider provider : kInOrder)
        if (provider == Provider::Anthropic || isSetUp(config, provider))
            if (auto address = checkAddress(config, provider); !address)
                return address;
    const Provider usual = providerFor(config);
    if (auto known = checkProvider(config, usual); !known)
        return failAt(u"--provider"_s, known.error());
    if (auto cloud = checkCloud(settingsOf(config, usual)); !cloud)
        return failAt(u"--provider"_s, cloud.error());
    if (usual == Provider::Chat && usualModel(config).isEmpty())
        return fail(Errc::InvalidArgument, u"--model: say which model the server at "
                                           "--chat-base-url has, by the name it knows."_s);
    const bool isForDemo = config.provider == Provider::Auto && usual == Provider::Demo;
    if (isForDemo && !isOfPublicApi(config.model))
        return fail(Errc::InvalidArgument,
                    u"--model: the public API has no model \"%1\". Say where its server is with "
                    "--base-url or --chat-base-url, e.g. --chat-base-url http://localhost:11434 "
                    "for Ollama."_s.arg(config.model));
    if (config.contextTokens > 0 && config.maxOutputTokens > config.contextTokens / 2)
        return fail(Errc::InvalidArgument,
                    u"--max-output-tokens: at most half of --context-tokens, or there is no room "
                    "for what the model reads."_s);
    return {};
}

ModelTable modelsOf(const ModelConfig &config)
{
    QList<Provider> rows;
    QStringList ofChat;
    for (const Provider provider : providersOf(config)) {
        rows.append(speaksMessages(provider) ? Provider::Anthropic : provider);
        if (provider == Provider::Chat)
            ofChat = QStringList(settingsOf(config, provider).model) + config.chat.models;
    }
    ofChat.removeAll(QString());
    const ModelTable models =
        ModelTable::builtin().ofProviders(rows).with(Provider::Chat, ofChat).limitedBy(config);
    return providerFor(config) == Provider::Demo ? models.withoutPrices() : models;
}

QString usualModel(const ModelConfig &config)
{
    const Provider provider = providerFor(config);
    const QString set = settingsOf(config, provider).model;
    const Provider row = speaksMessages(provider) ? Provider::Anthropic : provider;
    return set.isEmpty() ? ModelTable::builtin().defaultModel(row) : set;
}

QStringList answeringModels(const ModelConfig &config, const ModelTable &models)
{
    const Provider usual = providerFor(config);
    QStringList all{usualModel(config)};
    const bool isPublic = (usual == Provider::Anthropic && isPublicApi(baseUrlOf(config))) ||
                          (usual == Provider::OpenAi && !isSet(config.openAi));
    const QStringList others = isPublic                  ? models.ids()
                               : usual == Provider::Chat ? config.chat.models
                                                         : QStringList();
    for (const QString &id : others)
        if (!all.contains(id) && (!isPublic || models.find(id).provider == usual))
            all.append(id);
    return all;
}

Result<> checkModelName(const ModelConfig &config, Provider provider, const QString &model,
                        const ModelTable &models)
{
    const bool asksPublicApi = provider == Provider::Anthropic && isPublicApi(baseUrlOf(config));
    if (!asksPublicApi || isOfPublicApi(model))
        return {};
    return fail(Errc::InvalidArgument, u"The public API has no model \"%1\", but: %2."_s.arg(
                                           model, models.ids().join(", "_L1)));
}

Result<> checkProvider(const ModelConfig &config, Provider provider)
{
    static const QHash<Provider, QString> needs{
        {Provider::Anthropic, u"set ANTHROPIC_API_KEY"_s},
        {Provider::Demo, u"the demo model answers only where no other does"_s},
        {Provider::OpenAi, u"set OPENAI_API_KEY"_s},
        {Provider::Chat, u"set PILOTHOUSE_CHAT_BASE_URL to the address of its server"_s},
        {Provider::Bedrock, u"set AWS_BEARER_TOKEN_BEDROCK and AWS_REGION"_s},
        {Provider::Vertex, u"set ANTHROPIC_VERTEX_PROJECT_ID and CLOUD_ML_REGION"_s}};
    const Provider usual = providerFor(config);
    const bool isOurs = provider == Provider::Anthropic || provider == Provider::Demo;
    if (isSetUp(config, provider) || (isOurs && speaksMessages(usual)))
        return {};
    return fail(Errc::InvalidArgument,
                u"No models of the provider \"%1\" are set up here: %2."_s.arg(
                    name(provider), needs.value(provider)));
}

Result<std::unique_ptr<ModelClient>> openProvider(const ModelConfig &config, Provider provider,
                                                  const ModelTable &table, const Clock &clock)
{
    const ModelConfig own = settingsOf(config, provider);
    if (provider == Provider::Demo)
        return DemoModel::open(own, table, clock);
    if (provider == Provider::OpenAi)
        return std::make_unique<ResponsesClient>(own, table, clock);
    if (provider == Provider::Chat)
        return std::make_unique<ChatClient>(own, table, clock);
    if (provider == Provider::Bedrock)
        return std::make_unique<BedrockClient>(own, table, clock);
    if (provider == Provider::Vertex)
        return std::make_unique<VertexClient>(own, table, clock);
    return std::make_unique<AnthropicClient>(own, table, clock);
}

Result<std::unique_ptr<ModelClient>> openModelClient(const ModelConfig &config,
                                                     const ModelTable &table, const Clock &clock)
{
    auto router = std::make_unique<ModelRouter>(providerFor(config));
    for (const Provider provider : providersOf(config)) {
        auto client = openProvider(config, provider, table, clock);
        if (!client)
            return fail(client.error());
        router->add(provider, *std::move(client));
    }
    return router;
}

QString providerNotice(Provider provider)
{
    if (provider != Provider::Demo)
        return {};
    return u"The built-in demo model answers (set ANTHROPIC_API_KEY or OPENAI_API_KEY "
           "for a real one, or --chat-base-url for a server of your own). It follows simple lines "
           "such as \"open "
           "terminal\" or \"type hello\", and understands nothing else."_s;
}

} // namespace pilothouse
