#pragma once

#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// TLS with a self-signed certificate for "localhost", made for this one test.
inline QSslConfiguration testTls()
{
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-nodes"_s, u"-newkey"_s, u"ec"_s,
                                 u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-subj"_s,
                                 u"/CN=localhost"_s, u"-keyout"_s, u"-"_s});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        qFatal("openssl made no certificate");
    const QByteArray both = openssl.readAllStandardOutput();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(both, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(both, QSsl::Ec, QSsl::Pem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace pilothouse
