#pragma once

#include "core/config.h"
#include "core/result.h"
#include "model/http/base_url.h"

namespace pilothouse {

/// How people set the key.
inline constexpr QLatin1StringView kAnthropicKey("ANTHROPIC_API_KEY");

/// Where a request goes and as whom. Holds the key: never print one.
struct Endpoint
{
    QUrl url;              ///< of the messages call
    bool isPublic = false; ///< Anthropic's own API, which knows every option
    QByteArray apiVersion;
    CredentialStyle credential = CredentialStyle::XApiKey;
    QByteArray key; ///< empty: none is sent
};

/// The endpoint of a configuration; `keyOverride` wins over the configured key.
/// InvalidArgument, Unauthorized: see checkServer(); Unauthorized, too: the public API without a
/// key.
Result<Endpoint> endpointFor(const ModelConfig &config, const QString &keyOverride);

/// The server of `config`, as it was given: see serverUrl(). May be invalid.
QUrl baseUrlOf(const ModelConfig &config);

/// How long a reply may stand still: as configured, else 10 minutes for the public API, as models
/// think between two events, and 30 for others: one without a GPU reads a screenshot that long.
std::chrono::milliseconds idleTimeoutOf(const ModelConfig &config);

/// The base URL belongs to Anthropic's own API.
bool isPublicApi(const QUrl &url);

} // namespace pilothouse
