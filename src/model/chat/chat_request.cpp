#include "model/chat/chat_request.h"

#include "core/json.h"
#include "model/chat/chat_endpoint.h"
#include "model/chat/chat_messages.h"
#include "model/dialect.h"
#include "model/raw_object.h"
#include "model/request_load.h"
#include "model/turn_parts.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray functionsOf(const ModelRequest &request)
{
    const PictureFrame frame(request.pictureSize, request.coordinates);
    QByteArrayList functions;
    for (const QByteArray &declared : declaredTools(ToolDialect::Custom, frame, request.tools)) {
        const auto tool = RawObject::parse(declared);
        functions += R"({"type":"function","function":{"name":)" + tool->raw("name") +
                     R"(,"description":)" + tool->raw("description") + R"(,"parameters":)" +
                     tool->raw("input_schema") + "}}";
    }
    return R"("tools":[)" + functions.join(',') + ']';
}

QList<std::pair<QByteArray, QByteArray>> headersFor(const ChatEndpoint &endpoint)
{
    auto headers = usualHeaders();
    if (!endpoint.key.isEmpty())
        headers.append({"authorization", "Bearer " + endpoint.key});
    return headers;
}

// OpenAI's own models refuse the older name.
bool wantsNewerName(const QUrl &url)
{
    return url.host() == "api.openai.com"_L1 || url.host().endsWith(".openai.azure.com"_L1);
}

QByteArray settingsOf(const ModelRequest &request, const ChatHabits &habits, const QUrl &url,
                      int maxTokens)
{
    const bool isNewer = !habits.takesMaxTokens || wantsNewerName(url);
    QByteArray fields = isNewer ? R"("max_completion_tokens":)" : R"("max_tokens":)";
    fields += QByteArray::number(maxTokens) + R"(,"stream":true,)";
    if (habits.takesStreamOptions)
        fields += R"("stream_options":{"include_usage":true},)";
    if (!request.effort.isEmpty())
        fields += R"("reasoning_effort":)" + jsonString(request.effort) + ',';
    return fields;
}

} // namespace

Result<HttpCall> buildChatCall(const ModelRequest &request, const ModelInfo &model,
                               const ModelConfig &config, const ChatHabits &habits)
{
    const auto endpoint = chatEndpoint(config, request.apiKey);
    if (!endpoint)
        return fail(endpoint.error());
    if (!request.thinking.isEmpty())
        return fail(Errc::InvalidArgument, u"Chat completions know no setting for thinking: leave "
                                           "it out, or set the effort."_s);
    const auto messages =
        chatMessages(request, {.picturesInToolMessages = model.picturesInToolMessages,
                               .withReasoning = habits.takesReasoning,
                               .mostPictures = model.pictureLimit});
    if (!messages)
        return fail(messages.error());
    const int maxTokens = maxTokensOf(request, model, config);
    const QByteArray body = R"({"model":)" + jsonString(request.model) + ',' +
                            settingsOf(request, habits, endpoint->url, maxTokens) +
                            functionsOf(request) + R"(,"messages":[)" + messages->join(',') + "]}";
    const int most = model.pictureLimit;
    RequestLoad load =
        pictureLoad(request.turns, [most](qsizetype n) { return picturesLeftOut(n, most); });
    load.bytes = body.size();
    load.maxTokens = maxTokens;
    if (const auto fits = checkLoad(load, request, model, {.pictures = false}); !fits)
        return fail(fits.error());
    return HttpCall{.url = endpoint->url,
                    .headers = headersFor(*endpoint),
                    .body = body,
                    .maxTokens = maxTokens,
                    .keyName = kChatKey};
}

} // namespace pilothouse
