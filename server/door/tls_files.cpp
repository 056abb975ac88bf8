#include "door/tls_files.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readPem(const QString &what, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::InvalidArgument,
                    u"The file of the %1, %2, cannot be read."_s.arg(what, path),
                    file.errorString());
    return file.readAll();
}

/// Null when it is neither.
QSslKey keyIn(const QByteArray &pem)
{
    const QSslKey rsa(pem, QSsl::Rsa, QSsl::Pem);
    return rsa.isNull() ? QSslKey(pem, QSsl::Ec, QSsl::Pem) : rsa;
}

} // namespace

Result<QSslConfiguration> openTlsFiles(const ServerConfig &config)
{
    const auto certificatePem = readPem(u"certificate"_s, config.tlsCertificate);
    if (!certificatePem)
        return fail(certificatePem.error());
    const auto keyPem = config.tlsKey.isEmpty() ? certificatePem : readPem(u"key"_s, config.tlsKey);
    if (!keyPem)
        return fail(keyPem.error());
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    if (chain.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"%1 holds no PEM certificate."_s.arg(config.tlsCertificate));
    const QSslKey key = keyIn(*keyPem);
    if (key.isNull())
        return fail(Errc::InvalidArgument,
                    config.tlsKey.isEmpty()
                        ? u"The file of the certificate holds no key, and no other is named."_s
                        : u"%1 holds no RSA or EC key in PEM, or one with a "
                          "password."_s.arg(config.tlsKey));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    return tls;
}

} // namespace pilothouse
