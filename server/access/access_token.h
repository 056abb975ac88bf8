#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// The server's access token: `given` if there is one, which is then written nowhere; else the one
/// kept in the file "token" of `dataDir`, made of 32 random bytes (base64url) on first use, for
/// this user alone (0600). Two programs that start at once get the same one.
/// InvalidArgument: `given` is too short (kLeastTokenLength). Io: the file cannot be read or
/// written. Corrupt: it holds no such token.
Result<QByteArray> openAccessToken(const QString &dataDir, const QString &given = {});

/// `bytes` random bytes of the system as base64url text without padding.
QByteArray randomText(qsizetype bytes);

/// Whether the two are the same; how long that takes tells nothing about `secret` but its length.
bool isEqualInConstantTime(QByteArrayView secret, QByteArrayView tried);

} // namespace pilothouse
