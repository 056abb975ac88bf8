#pragma once

#include "core/result.h"

#include <QByteArray>

#include <memory>

namespace pilothouse {

/// A secret RSA key, for signatures (RS256).
class RsaKey
{
public:
    /// From PEM, as "PRIVATE KEY" (PKCS #8) or "RSA PRIVATE KEY" (PKCS #1), without a password.
    /// InvalidArgument: anything else, or a key of less than 2048 bits.
    static Result<RsaKey> fromPem(const QByteArray &pem);
    ~RsaKey();
    RsaKey(RsaKey &&other) noexcept;
    RsaKey &operator=(RsaKey &&other) noexcept;

    /// By PKCS #1 1.5 with SHA-256 (RFC 7518, 3.3), as long as the key.
    QByteArray signatureOf(const QByteArray &message) const;

private:
    struct Pair;
    explicit RsaKey(std::unique_ptr<Pair> pair);

    std::unique_ptr<Pair> m_pair;
};

} // namespace pilothouse
