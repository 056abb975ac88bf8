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
    int maxTokens = 0; ///< that the body allows for the reply
};

/// The bytes that ask `model` for a reply. The same arguments give the same bytes, and a request
/// that only has more turns has the same system, tools and earlier messages, but for the places of
/// the cache markers. Source of every rule: the model API's reference.
/// InvalidArgument: the turns, thinking, effort or base URL break a rule; see conversation.h,
/// thinking_fields.h, endpoint.h. Unauthorized: no key for the public API. TooLarge: the body is
/// above 32 MB, holds more pictures than the model takes, or about more tokens than its context
/// was set to; 80 % of each, unless `isLast`.
Result<HttpCall> buildCall(const ModelRequest &request, const ModelInfo &model,
                           const ModelConfig &config);

} // namespace pilothouse
