#include "app/option_kinds.h"

#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace options;

namespace {

Option keyOption()
{
    Option key = text(
        {}, u"ANTHROPIC_API_KEY"_s,
        u"the key of the model API; without one the built-in demo model answers, "
        "unless --base-url or --chat-base-url names another server"_s,
        [](auto &c) -> auto & { return c.model.apiKey; });
    key.secret = true;
    return key;
}

Option dialectOption()
{
    return choice(
        u"tool-dialect"_s, u"PILOTHOUSE_TOOL_DIALECT"_s,
        {name(ToolDialect::ComputerToolset20260801), name(ToolDialect::Computer20251124),
         name(ToolDialect::Computer20250124), name(ToolDialect::OpenAiComputer),
         name(ToolDialect::Custom)},
        u"how tools are offered; default: by model"_s,
        [](auto &c) -> auto & { return c.model.dialect; });
}

Option credentialOption()
{
    Option credential{.flag = u"credential"_s,
                      .environment = u"PILOTHOUSE_CREDENTIAL"_s,
                      .value = u"x-api-key|bearer"_s,
                      .help = u"how the key is sent"_s};
    credential.set = [](Config &config, const QString &value) -> Result<> {
        if (value != "x-api-key"_L1 && value != "bearer"_L1)
            return fail(Errc::InvalidArgument, u"it must be one of x-api-key, bearer"_s);
        config.model.credential =
            value == "bearer"_L1 ? CredentialStyle::Bearer : CredentialStyle::XApiKey;
        return {};
    };
    credential.get = [](const Config &config) {
        return config.model.credential == CredentialStyle::Bearer ? u"bearer"_s : u"x-api-key"_s;
    };
    return credential;
}

/// What the table of models says, for models it does not know.
QList<Option> modelNumbers()
{
    Option idle = limit(
        u"model-idle-timeout"_s, u"PILOTHOUSE_MODEL_IDLE_TIMEOUT"_s, 1s, 24h,
        u"a model server may take so long for its first or next part of a reply; default: 10m for "
        "the public API, 30m for others"_s,
        [](auto &c) -> auto & { return c.model.idleTimeout; });
    idle.get = [get = idle.get](const Config &config) {
        return config.model.idleTimeout.count() > 0 ? get(config) : QString();
    };
    return {
        number(
            u"max-output-tokens"_s, u"PILOTHOUSE_MAX_OUTPUT_TOKENS"_s, 0, 1e7,
            u"tokens of one reply; 0: 16384, or the model's limit, which is 8192 for models not in "
            "the table"_s,
            [](auto &c) -> auto & { return c.model.maxOutputTokens; }),
        number(
            u"context-tokens"_s, u"PILOTHOUSE_CONTEXT_TOKENS"_s, 0, 1e8,
            u"what the model can read at once; before it is full, the conversation goes on from a "
            "summary; 0: as the table says, unlimited for models not in it"_s,
            [](auto &c) -> auto & { return c.model.contextTokens; }),
        number(
            u"max-pictures"_s, u"PILOTHOUSE_MAX_PICTURES"_s, 0, 10'000,
            u"screenshots in one request; 0: as the table says, 12 for models not in it"_s,
            [](auto &c) -> auto & { return c.model.maxPictures; }),
        number(
            u"max-picture-side"_s, u"PILOTHOUSE_MAX_PICTURE_SIDE"_s, 0, 8000,
            u"pixels of a screenshot's longer side, scaled down for the model; 0: 1568 or as the "
            "table says"_s,
            [](auto &c) -> auto & { return c.model.maxPictureSide; }),
        idle,
    };
}

/// Providers beside Anthropic.
QList<Option> otherProviders()
{
    Option openAiKey = text(
        {}, u"OPENAI_API_KEY"_s, u"the key of OpenAI's API, for --provider openai"_s,
        [](auto &c) -> auto & { return c.model.openAi.apiKey; });
    Option chatKey = text(
        {}, u"PILOTHOUSE_CHAT_API_KEY"_s,
        u"the key of the server at --chat-base-url, if it wants one"_s,
        [](auto &c) -> auto & { return c.model.chat.apiKey; });
    openAiKey.secret = chatKey.secret = true;
    return {
        openAiKey,
        text(
            u"openai-base-url"_s, u"OPENAI_BASE_URL"_s,
            u"a server that speaks OpenAI's /v1/responses; default: OpenAI's own"_s,
            [](auto &c) -> auto & { return c.model.openAi.baseUrl; }),
        text(
            u"chat-base-url"_s, u"PILOTHOUSE_CHAT_BASE_URL"_s,
            u"a server that speaks OpenAI's /v1/chat/completions with tools, such as vLLM, "
            "llama.cpp, Ollama or OpenRouter"_s,
            [](auto &c) -> auto & { return c.model.chat.baseUrl; }),
        chatKey,
        list(
            u"chat-models"_s, u"PILOTHOUSE_CHAT_MODELS"_s,
            u"models of that server, by the names it knows, to choose from before those that it "
            u"lists "
            "itself; comma separated"_s,
            [](auto &c) -> auto & { return c.model.chat.models; }),
        choice(
            u"coordinates"_s, u"PILOTHOUSE_COORDINATES"_s, {u"pixels"_s, u"thousand"_s, u"unit"_s},
            u"how models that are not in the table name places on the screen: pixels, 0 to 999, or "
            "0 to 1; pilothouse doctor finds it out; default: by name, else pixels"_s,
            [](auto &c) -> auto & { return c.model.coordinates; }),
    };
}

} // namespace

QList<Option> modelOptions()
{
    const QList<Option> who{
        keyOption(),
        named(
            u"provider"_s, u"PILOTHOUSE_PROVIDER"_s,
            u"auto|anthropic|openai|chat|bedrock|vertex|demo"_s,
            u"whose model answers where a session names no other; auto: the first that has a key "
            "or a server, else demo"_s,
            providerFrom, [](auto &c) -> auto & { return c.model.provider; }),
        text(
            u"base-url"_s, u"ANTHROPIC_BASE_URL"_s,
            u"a server that speaks /v1/messages, with or without that path"_s,
            [](auto &c) -> auto & { return c.model.baseUrl; }),
        text(
            u"model"_s, u"PILOTHOUSE_MODEL"_s, u"the model's id; default: by the table"_s,
            [](auto &c) -> auto & { return c.model.model; }),
        dialectOption(),
        text(
            u"api-version"_s, u"ANTHROPIC_VERSION"_s, u"anthropic-version; default: by server"_s,
            [](auto &c) -> auto & { return c.model.apiVersion; }),
        credentialOption(),
        choice(
            u"effort"_s, u"PILOTHOUSE_EFFORT"_s,
            {u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s}, u"default: the model's own"_s,
            [](auto &c) -> auto & { return c.model.effort; }),
        choice(
            u"thinking"_s, u"PILOTHOUSE_THINKING"_s,
            {u"adaptive"_s, u"between_tools"_s, u"enabled"_s, u"disabled"_s},
            u"default: the model's best"_s, [](auto &c) -> auto & { return c.model.thinking; }),
    };
    return who + otherProviders() + modelNumbers();
}

} // namespace pilothouse
