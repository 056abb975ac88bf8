#pragma once

#include "core/result.h"

#include <QUrl>

#include <chrono>

/// Where model servers may be, and what may be sent to them: alike for all providers.
namespace pilothouse {

/// How long a reply may stand still if nobody set it: of a public API, as models think between two
/// events; of another server, as one without a GPU reads a screenshot that long.
inline constexpr std::chrono::minutes kPublicPatience{10};
inline constexpr std::chrono::minutes kOtherPatience{30};

/// An address as people give it; without a scheme it is http for a server nearby, https for any
/// other. May be invalid.
QUrl serverUrl(const QString &text);

/// The host is this machine.
bool isLoopback(const QString &host);

/// Plain http may carry a key to this host: this machine, a private address, or a name without
/// dots as containers use among themselves.
bool isNearby(const QString &host);

/// InvalidArgument: `base` is no address, or holds a password or a key; or `key` would cross the
/// open network in clear text. Unauthorized: no header can hold the key. `keyName`: where people
/// set it, such as "ANTHROPIC_API_KEY".
Result<> checkServer(const QUrl &base, const QByteArray &key, const QString &keyName);

/// `base` with the path of `call` ("/messages") below "/v1", however people gave it: with or
/// without "/v1" and the slash, with that of the call itself, or with that of `otherCall`, which
/// such servers answer, too.
QUrl callUrl(const QUrl &base, QLatin1StringView call, QLatin1StringView otherCall);

} // namespace pilothouse
