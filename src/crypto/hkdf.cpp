#include "crypto/hkdf.h"

#include <QMessageAuthenticationCode>

namespace pilothouse {

QByteArray derived(const QByteArray &salt, const QByteArray &secret, const QByteArray &info,
                   qsizetype length)
{
    const auto keyed = [](const QByteArray &message, const QByteArray &key) {
        return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
    };
    const QByteArray extracted = keyed(secret, salt);
    return keyed(QByteArray(info).append('\x01'), extracted)
        .left(length); // one block is all that is asked for
}

} // namespace pilothouse
