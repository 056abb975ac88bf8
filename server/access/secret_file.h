#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// The secret kept in the file `path`, made of 32 random bytes (base64url) on first use, for this
/// user alone (0600). Two programs that start at once get the same one. `secret`: what it is, for
/// messages.
/// Io: the file cannot be read or written. Corrupt: it holds no such secret.
Result<QByteArray> openSecretFile(const QString &path, const QString &secret);

} // namespace pilothouse
