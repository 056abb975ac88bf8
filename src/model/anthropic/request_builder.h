#pragma once

#include "core/config.h"
#include "model/messages.h"
#include "model/model_table.h"

#include <QUrl>

namespace pilothouse {

/// One HTTP request, ready to be posted. `headers` hold the key: never print them.
struct HttpCall
{
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

/// The bytes that ask `model` for a reply. The same arguments give the same bytes, and a request
/// that only has more turns has the same system, tools and earlier messages, but for the places of
/// the cache markers. Source of every rule: the model API's reference.
/// InvalidArgument: the turns, thinking, effort or base URL break a rule; see conversation.h,
/// thinking_fields.h, endpoint.h. Unauthorized: no key for the public API. TooLarge: the body is
/// above 32 MB or holds more pictures than the model takes; 80 % of both, unless `isLast`.
Result<HttpCall> buildCall(const ModelRequest &request, const ModelInfo &model,
                           const ModelConfig &config);

} // namespace pilothouse
