#pragma once

#include <QByteArray>

namespace pilothouse {

/// `length` bytes, 32 at the most, from a secret by HKDF with SHA-256 (RFC 5869).
QByteArray derived(const QByteArray &salt, const QByteArray &secret, const QByteArray &info,
                   qsizetype length);

} // namespace pilothouse
