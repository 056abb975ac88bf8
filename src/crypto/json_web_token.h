#pragma once

#include <QJsonObject>

namespace pilothouse {

/// Without padding, as in addresses and tokens (RFC 4648, 5).
QByteArray base64Url(const QByteArray &bytes);

/// What the signature of a token is made of.
QByteArray tokenText(const QJsonObject &header, const QJsonObject &claims);

/// A JSON Web Token (RFC 7519) that `key`, a P256Key or an RsaKey, signs.
template <typename Key>
QByteArray signedToken(const QJsonObject &header, const QJsonObject &claims, const Key &key)
{
    const QByteArray text = tokenText(header, claims);
    return text + '.' + base64Url(key.signatureOf(text));
}

} // namespace pilothouse
