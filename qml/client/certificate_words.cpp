#include "qml/client/certificate_words.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>
#include <QSslCertificate>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kContext = "Certificate";

QString spoken(const char *words)
{
    return QCoreApplication::translate(kContext, words);
}

QString namesIn(const QSslCertificate &certificate)
{
    const QStringList names = certificate.subjectAlternativeNames().values();
    return (names.isEmpty() ? certificate.subjectInfo(QSslCertificate::CommonName) : names)
        .join(u", "_s);
}

QString dayOf(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
}

QString errorWords(const QSslError &error, const QSslCertificate &shown)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch:
        return spoken(
                   QT_TRANSLATE_NOOP("Certificate",
                                     "The certificate of this server is for another address: %1."))
            .arg(namesIn(shown));
    case QSslError::CertificateExpired:
        return spoken(QT_TRANSLATE_NOOP("Certificate",
                                        "The certificate of this server was good until %1."))
            .arg(dayOf(shown.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return spoken(QT_TRANSLATE_NOOP("Certificate",
                                        "The certificate of this server is good from %1 on."))
            .arg(dayOf(shown.effectiveDate()));
    case QSslError::SelfSignedCertificate:
        return spoken(QT_TRANSLATE_NOOP(
            "Certificate", "This server made its certificate itself: nobody whom this computer "
                           "trusts vouches for it."));
    default:
        return spoken(QT_TRANSLATE_NOOP(
            "Certificate",
            "Nobody whom this computer trusts vouches for the certificate of this server."));
    }
}

} // namespace

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
}

QString certificateTrouble(const QSslCertificate &shown, const QList<QSslError> &errors)
{
    QStringList sentences;
    for (const QSslError &error : errors)
        if (const QString sentence = errorWords(error, shown); !sentences.contains(sentence))
            sentences.append(sentence);
    return sentences.join(u' ');
}

} // namespace pilothouse
