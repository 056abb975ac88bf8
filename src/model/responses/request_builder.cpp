#include "model/responses/request_builder.h"

#include "core/json.h"
#include "model/model_fit.h"
#include "model/request_load.h"
#include "model/responses/endpoint.h"
#include "model/responses/function_tools.h"
#include "model/responses/input_items.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostResponsesBytes = 50'000'000;
constexpr int kFewestTokens = 16; // that the API takes
constexpr int kMostPictures = 500;

Result<QByteArray> reasoningMember(const ModelRequest &request, const ModelInfo &model,
                                   const ResponsesWishes &wishes)
{
    if (const auto checked = checkEffort(model, request.effort); !checked)
        return fail(checked.error());
    QByteArrayList members;
    if (!request.effort.isEmpty())
        members.append(R"("effort":)" + jsonString(request.effort));
    if (wishes.summaries && !model.summaries.isEmpty())
        members.append(R"("summary":)" + jsonString(model.summaries));
    return members.isEmpty() ? QByteArray() : R"("reasoning":{)" + members.join(',') + "},";
}

// Requests with one beginning belong to one machine of theirs, where its cache is.
QByteArray cacheKey(const QByteArray &beginning)
{
    return "pilothouse-" +
           QCryptographicHash::hash(beginning, QCryptographicHash::Sha256).toHex().first(32);
}

QList<std::pair<QByteArray, QByteArray>> responsesHeaders(const ResponsesEndpoint &endpoint)
{
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"content-type", "application/json"},
        {"accept", "text/event-stream"},
        {"accept-encoding", "identity"}, // a compressed stream would come in lumps
        {"user-agent", "Pilothouse/" PILOTHOUSE_VERSION}};
    if (!endpoint.key.isEmpty())
        headers.append({"authorization", "Bearer " + endpoint.key});
    return headers;
}

/// `model` with the limits that hold here: nobody over there leaves out what is old.
ModelInfo limited(ModelInfo model)
{
    if (model.pictureLimit == 0)
        model.pictureLimit = kMostPictures;
    if (model.contextLimit == 0 && model.known)
        model.contextLimit = model.contextTokens;
    return model;
}

} // namespace

Result<HttpCall> buildResponsesCall(const ModelRequest &request, const ModelInfo &model,
                                    const ModelConfig &config, const ResponsesWishes &wishes)
{
    const auto endpoint = responsesEndpoint(config, request.apiKey);
    if (!endpoint)
        return fail(endpoint.error());
    const auto reasoning = reasoningMember(request, model, wishes);
    if (!reasoning)
        return fail(reasoning.error());
    const auto items = inputItems(request.turns, wishes.originalDetail ? "original" : "auto");
    if (!items)
        return fail(items.error());
    if (items->isEmpty())
        return fail(Errc::InvalidArgument, u"The conversation cannot be sent: it is empty."_s);

    const int maxTokens = std::max(maxTokensOf(request, model, config), kFewestTokens);
    const QByteArray instructions = jsonString(request.systemPrompt);
    const bool hasInstructions = !request.systemPrompt.trimmed().isEmpty();
    QByteArray body =
        R"({"model":)" + jsonString(request.model) + R"(,"stream":true,"store":false,)";
    if (wishes.encryptedReasoning)
        body += R"("include":["reasoning.encrypted_content"],)";
    body += *reasoning + R"("max_output_tokens":)" + QByteArray::number(maxTokens) +
            R"(,"prompt_cache_key":")" + cacheKey(instructions + items->first()) + R"(",)";
    if (hasInstructions)
        body += R"("instructions":)" + instructions + ',';
    body += R"("tools":)" + functionTools(request) + R"(,"input":[)" + items->join(',') + "]}";

    RequestLoad load = pictureLoad(request.turns, [](qsizetype) { return 0; });
    load.bytes = body.size();
    load.maxTokens = maxTokens;
    const LoadLimits limits{.bytes = kMostResponsesBytes};
    if (const auto fits = checkLoad(load, request, limited(model), limits); !fits)
        return fail(fits.error());
    return HttpCall{.url = endpoint->url,
                    .headers = responsesHeaders(*endpoint),
                    .body = body,
                    .maxTokens = maxTokens,
                    .keyName = kOpenAiKey};
}

} // namespace pilothouse
