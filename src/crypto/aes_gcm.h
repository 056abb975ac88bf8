#pragma once

#include <QByteArray>

namespace pilothouse {

inline constexpr qsizetype kAes128Key = 16; // bytes
inline constexpr qsizetype kGcmNonce = 12;
inline constexpr qsizetype kGcmTag = 16;

/// `plain` encrypted by AES-128-GCM without further data, its tag behind it. `key` and `nonce` have
/// the lengths above; no pair of them may be used twice.
QByteArray sealed(const QByteArray &key, const QByteArray &nonce, const QByteArray &plain);

} // namespace pilothouse
