#include "model/anthropic/request_builder.h"

#include "core/json.h"
#include "model/anthropic/conversation.h"
#include "model/dialect.h"
#include "model/anthropic/endpoint.h"
#include "model/anthropic/sent_thinking.h"
#include "model/anthropic/thinking_fields.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRequestBytes = 32'000'000;
// Of body and pictures: what is left is for the request that ends an outgrown conversation.
constexpr double kUsableShare = 0.8;
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

Abilities abilitiesOf(const ModelRequest &request, const ModelInfo &model, const Endpoint &endpoint)
{
    const bool hosted = request.dialect != ToolDialect::Custom || endpoint.isPublic;
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
    QByteArray tools = toolDeclarations(request.dialect, request.pictureSize, request.tools);
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
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"content-type", "application/json"},
        {"accept", "text/event-stream"},
        {"accept-encoding", "identity"}, // a compressed stream would come in lumps
        {"user-agent", "Pilothouse/" PILOTHOUSE_VERSION},
        {"anthropic-version", endpoint.apiVersion}};
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

/// What a request weighs.
struct Load
{
    qsizetype pictures = 0;     ///< those that are sent
    qint64 pictureTokens = 0;   ///< of them
    qsizetype pictureBytes = 0; ///< of them, in base64
    qsizetype bytes = 0;        ///< of the whole body
    int maxTokens = 0;          ///< of the reply

    // Three bytes a token: few texts have fewer, and a begun summary must still fit.
    qint64 tokens() const { return (bytes - pictureBytes) / 3 + pictureTokens + maxTokens; }
};

Load pictureLoad(const QList<Turn> &turns, const PictureRules &rules)
{
    QList<Picture> pictures;
    for (const Turn &turn : turns)
        if (const auto *user = std::get_if<UserTurn>(&turn)) {
            for (const ToolAnswer &answer : user->answers)
                pictures += answer.pictures;
            for (const SentPicture &sent : user->pictures)
                pictures += sent.picture;
        }
    const qsizetype leftOut = rules.leftOut(pictures.size());
    Load load;
    for (const Picture &picture : pictures.sliced(leftOut)) {
        ++load.pictures;
        load.pictureTokens += pictureTokens(picture.size);
        load.pictureBytes += (picture.bytes.size() + 2) / 3 * 4;
    }
    return load;
}

// Above the first two the API answers 413 or 400; what others do is beyond us: some forget the
// beginning without a word.
Result<> checkSize(const Load &load, const ModelRequest &request, const ModelInfo &model,
                   bool leavesOutOld)
{
    const double share = request.isLast ? 1 : kUsableShare;
    const auto tooLarge = [](const QString &limit) {
        return fail(Errc::TooLarge, u"The conversation has grown beyond the %1 that one request "
                                    "may have: start a new session."_s.arg(limit));
    };
    if (double(load.bytes) > double(kMostRequestBytes) * share)
        return tooLarge(u"32 MB"_s);
    if (!leavesOutOld && double(load.pictures) > model.maxPictures() * share)
        return tooLarge(u"%1 pictures"_s.arg(model.maxPictures()));
    if (model.contextLimit > 0 && double(load.tokens()) > model.contextLimit * share)
        return tooLarge(u"%1 tokens of context"_s.arg(model.contextLimit));
    return {};
}

int maxTokensOf(const ModelRequest &request, const ModelInfo &model, const ModelConfig &config)
{
    const int usual = config.maxOutputTokens > 0 ? config.maxOutputTokens : kOutputTokens;
    const int wanted = request.maxOutputTokens > 0 ? request.maxOutputTokens : usual;
    return std::clamp(wanted, 1, model.maxOutputTokens);
}

} // namespace

Result<HttpCall> buildCall(const ModelRequest &request, const ModelInfo &model,
                           const ModelConfig &config)
{
    const auto endpoint = endpointFor(config, request.apiKey);
    if (!endpoint)
        return fail(endpoint.error());
    const Abilities can = abilitiesOf(request, model, *endpoint);
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

    QByteArray body = R"({"model":)" + jsonString(request.model) + R"(,"max_tokens":)" +
                      QByteArray::number(maxTokens) + R"(,"stream":true,)" + *thinking;
    QByteArrayList betas = betaHeaders(request.dialect);
    if (can.wholeApi) {
        body += contextManagement(model);
        betas += "context-management-2025-06-27";
    }
    body += systemAndTools(request, can.isClaude) + messagesText(*messages) + '}';
    Load load = pictureLoad(request.turns, rules);
    load.bytes = body.size();
    load.maxTokens = maxTokens;
    if (const auto fits = checkSize(load, request, model, rules.leaveOutOld); !fits)
        return fail(fits.error());
    return HttpCall{.url = endpoint->url,
                    .headers = headersFor(*endpoint, betas),
                    .body = body,
                    .maxTokens = maxTokens};
}

} // namespace pilothouse
