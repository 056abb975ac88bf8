#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QUrl>

#include <chrono>

namespace pilothouse {

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
/// InvalidArgument: the base URL is none, holds a password or a key, or would carry the key over
/// the open network in clear text. Unauthorized: the public API without a key, or a key that no
/// header can hold.
Result<Endpoint> endpointFor(const ModelConfig &config, const QString &keyOverride);

/// The server of `config`, as it was given; without a scheme it is http for one nearby (see
/// isNearby()), https for any other. May be invalid.
QUrl baseUrlOf(const ModelConfig &config);

/// How long a reply may stand still: as configured, else 10 minutes for the public API, as models
/// think between two events, and 30 for others: one without a GPU reads a screenshot that long.
std::chrono::milliseconds idleTimeoutOf(const ModelConfig &config);

/// The base URL belongs to Anthropic's own API.
bool isPublicApi(const QUrl &url);

/// The host is this machine.
bool isLoopback(const QString &host);

/// Plain http may carry a key to this host: this machine, a private address, or a name without
/// dots as containers use among themselves.
bool isNearby(const QString &host);

} // namespace pilothouse
