#pragma once

#include <QSslError>
#include <QString>

class QSslCertificate;

namespace pilothouse {

/// Its SHA-256, in hexadecimal.
QString fingerprint(const QSslCertificate &certificate);

/// Why the certificate that a server shows is not taken, as sentences.
QString certificateTrouble(const QSslCertificate &shown, const QList<QSslError> &errors);

} // namespace pilothouse
