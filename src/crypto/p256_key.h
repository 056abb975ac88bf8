#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// A secret on the curve P-256, for signatures (ES256) and for agreeing on keys (ECDH).
class P256Key
{
public:
    static P256Key make();
    /// What secret() gave. Corrupt: it is no such secret.
    static Result<P256Key> from(const QByteArray &secret);

    /// 32 bytes. Never to be logged.
    const QByteArray &secret() const { return m_secret; }
    /// 65 bytes: 4, and the point's two coordinates.
    const QByteArray &publicKey() const { return m_public; }

    /// 64 bytes: the signature's two numbers, as JSON Web Signatures have them (RFC 7518, 3.4).
    QByteArray signatureOf(const QByteArray &message) const;
    /// The 32 bytes that this key and another's public one have in common. InvalidArgument: the
    /// other one is no point of the curve.
    Result<QByteArray> sharedWith(const QByteArray &publicKey) const;

private:
    P256Key(QByteArray secret, QByteArray publicKey)
        : m_secret(std::move(secret)), m_public(std::move(publicKey))
    {
    }

    QByteArray m_secret;
    QByteArray m_public;
};

} // namespace pilothouse
