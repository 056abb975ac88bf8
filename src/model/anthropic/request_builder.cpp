#include "model/anthropic/request_builder.h"

#include "core/json.h"
#include "model/anthropic/conversation.h"
#include "model/dialect.h"
#include "model/request_load.h"
#include "model/anthropic/endpoint.h"
#include "model/anthropic/sent_thinking.h"
#include "model/anthropic/thinking_fields.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char kCacheMarker[] = R"("cache_control":{"type":"ephemeral"})";
// The API allows four markers: one on what never changes, three on the newest messages of the user.
// The one before the last makes the cache hit exact however many blocks a batch of calls has added
// since (the API itself looks back over 20 blocks only).
constexpr int kMovingMarkers = 3;
constexpr int kUsesKept = 10;

// What the server on the other side understands beyond the common subset.
struct Abilities
{
    bool wholeApi; // picture options, context editing
    bool isClaude; // cache markers; thinking bound to a history that must stay as it was
};

Abilities abilitiesOf(const ModelRequest &request, const ModelInfo &model, const Envelope &envelope)
{
    const bool hosted = request.dialect != ToolDialect::Custom || envelope.isWhole;
    return {.wholeApi = hosted, .isClaude = hosted || model.known};
}

QByteArray marked(QByteArray object)
{
    object.insert(object.size() - 1, QByteArray(",") + kCacheMarker);
    return object;
}

// The server drops old screenshots when the prompt grows; we always send the whole history. Below
// the price step of a model that has one; seldom and much at a time, as each time costs the cache.
QByteArray contextManagement(const ModelInfo &model)
{
    const qint64 roomy = std::min<qint64>(model.contextTokens / 2, 150'000);
    const qint64 trigger = model.longThreshold > 0 ? model.longThreshold * 8 / 10 : roomy;
    return R"("context_management":{"edits":[{"type":"clear_tool_uses_20250919",)"
           R"("trigger":{"type":"input_tokens","value":)" +
           QByteArray::number(trigger) + R"(},"keep":{"type":"tool_uses","value":)" +
           QByteArray::number(kUsesKept) + R"(},"clear_at_least":{"type":"input_tokens","value":)" +
           QByteArray::number(trigger / 3) + "}}]},";
}

QByteArray systemAndTools(const ModelRequest &request, bool caching)
{
    QByteArray tools = toolDeclarations(request.dialect, {request.pictureSize, request.coordinates},
                                        request.tools);
    const bool hasSystem = !request.systemPrompt.trimmed().isEmpty();
    if (!hasSystem) {
        if (caching) // the last tool carries the marker
            tools.insert(tools.size() - 2, QByteArray(",") + kCacheMarker);
        return R"("tools":)" + tools + ',';
    }
    const QByteArray text = jsonString(request.systemPrompt);
    const QByteArray block = R"({"type":"text","text":)" + text + '}';
    const QByteArray system = caching ? '[' + marked(block) + ']' : text;
    return R"("system":)" + system + R"(,"tools":)" + tools + ',';
}

void placeMarkers(QList<Message> &messages)
{
    int left = kMovingMarkers;
    for (qsizetype i = messages.size(); i-- > 0 && left > 0;) {
        if (!messages.at(i).isUser)
            continue;
        messages[i].blocks.last() = marked(messages.at(i).blocks.last());
        --left;
    }
}

QByteArray messagesText(const QList<Message> &messages)
{
    QByteArrayList texts;
    for (const Message &message : messages)
        texts += QByteArray(message.isUser ? R"({"role":"user","content":[)"
                                           : R"({"role":"assistant","content":[)") +
                 message.blocks.join(',') + "]}";
    return R"("messages":[)" + texts.join(',') + ']';
}

QList<std::pair<QByteArray, QByteArray>> headersFor(const Endpoint &endpoint, QByteArrayList betas)
{
    QList<std::pair<QByteArray, QByteArray>> headers = usualHeaders();
    headers.append({"anthropic-version", endpoint.apiVersion});
    if (!betas.isEmpty())
        headers.append({"anthropic-beta", betas.join(',')});
    if (endpoint.key.isEmpty())
        return headers;
    if (endpoint.credential == CredentialStyle::Bearer)
        headers.append({"authorization", "Bearer " + endpoint.key});
    else
        headers.append({"x-api-key", endpoint.key});
    return headers;
}

// All before the thinking: what differs from place to place, and what is the same everywhere.
QByteArray beginning(const ModelRequest &request, const Envelope &envelope,
                     const MessagesBody &body)
{
    QByteArray text = "{";
    if (!envelope.version.isEmpty())
        text += R"("anthropic_version":")" + envelope.version + R"(",)";
    if (envelope.betasInBody && !body.betas.isEmpty())
        text += R"("anthropic_beta":[")" + body.betas.join(R"(",")") + R"("],)";
    if (envelope.namesModel)
        text += R"("model":)" + jsonString(request.model) + ',';
    text += R"("max_tokens":)" + QByteArray::number(body.maxTokens) + ',';
    if (envelope.saysStream)
        text += R"("stream":true,)";
    return text;
}

} // namespace

Result<MessagesBody> buildBody(const ModelRequest &request, const ModelInfo &model,
                               const ModelConfig &config, const Envelope &envelope)
{
    const Abilities can = abilitiesOf(request, model, envelope);
    const int maxTokens = maxTokensOf(request, model, config);
    const auto thinking = thinkingFields(model, {request.thinking, request.effort}, maxTokens);
    if (!thinking)
        return fail(thinking.error());
    const PictureRules rules{.refuseScaling = can.wholeApi,
                             .tier = can.wholeApi && model.known ? std::optional(model.imageTier)
                                                                 : std::nullopt,
                             .leaveOutOld = !can.isClaude,
                             .most = can.isClaude ? 0 : model.pictureLimit,
                             .beside = !can.wholeApi};
    const auto isUnsigned = [](const QByteArray &block) { return !isSigned(block); };
    auto messages = conversation(
        can.isClaude ? withoutThinking(request.turns, isUnsigned) : request.turns, rules);
    if (!messages)
        return fail(messages.error());
    if (can.isClaude)
        placeMarkers(*messages);

    MessagesBody result{.betas = betaHeaders(request.dialect), .maxTokens = maxTokens};
    if (can.wholeApi)
        result.betas += "context-management-2025-06-27";
    result.body = beginning(request, envelope, result) + *thinking;
    if (can.wholeApi)
        result.body += contextManagement(model);
    result.body += systemAndTools(request, can.isClaude) + messagesText(*messages) + '}';
    const auto leftOut = [&rules](qsizetype count) { return rules.leftOut(count); };
    RequestLoad load = pictureLoad(request.turns, leftOut);
    load.bytes = result.body.size();
    load.maxTokens = maxTokens;
    const LoadLimits limits{.bytes = envelope.mostBytes, .pictures = !rules.leaveOutOld};
    if (const auto fits = checkLoad(load, request, model, limits); !fits)
        return fail(fits.error());
    return result;
}

Result<HttpCall> buildCall(const ModelRequest &request, const ModelInfo &model,
                           const ModelConfig &config)
{
    const auto endpoint = endpointFor(config, request.apiKey);
    if (!endpoint)
        return fail(endpoint.error());
    const auto built = buildBody(request, model, config, {.isWhole = endpoint->isPublic});
    if (!built)
        return fail(built.error());
    return HttpCall{.url = endpoint->url,
                    .headers = headersFor(*endpoint, built->betas),
                    .body = built->body,
                    .maxTokens = built->maxTokens,
                    .keyName = kAnthropicKey};
}

} // namespace pilothouse
