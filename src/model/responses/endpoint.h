#pragma once

#include "core/config.h"
#include "core/result.h"
#include "model/http/base_url.h"

namespace pilothouse {

/// How people set the key.
inline constexpr QLatin1StringView kOpenAiKey("OPENAI_API_KEY");
/// The API where no other server is named.
inline constexpr QLatin1StringView kOpenAiUrl("https://api.openai.com/v1");

/// Where a request goes and as whom. Holds the key: never print one.
struct ResponsesEndpoint
{
    QUrl url;       ///< of the responses call
    QByteArray key; ///< empty: none is sent
};

/// The endpoint of a configuration; `keyOverride` wins over the configured key.
/// InvalidArgument, Unauthorized: see checkServer(); Unauthorized, too: OpenAI's own API without a
/// key.
Result<ResponsesEndpoint> responsesEndpoint(const ModelConfig &config, const QString &keyOverride);

/// The server of `config`, as it was given. May be invalid.
QUrl openAiUrlOf(const ModelConfig &config);
/// The base URL belongs to OpenAI's own API.
bool isOpenAi(const QUrl &url);

} // namespace pilothouse
