#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// 16 random bytes: who knows them may connect to one X display (MIT-MAGIC-COOKIE-1).
QByteArray makeDisplayCookie();

/// The contents of an Xauthority file with that one cookie, for any host and any display number;
/// format of Xau(3): family 0xffff, then address, number, name and data, each with its length.
QByteArray xauthorityWith(const QByteArray &cookie);

/// Writes `content` to a new file that only its owner reads (0600). Io: it exists or cannot be.
Result<> writePrivateFile(const QString &path, const QByteArray &content);

} // namespace pilothouse
