#include "door/tls_files.h"

#include "support/unit_test.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestTlsFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        makeCertificate(u"ec"_s, {u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s});
        makeCertificate(u"rsa"_s, {u"rsa:2048"_s});
        write(u"junk"_s, "no PEM");
    }

    void readsCertificateAndKey_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QSsl::KeyAlgorithm>("algorithm");
        QTest::newRow("EC") << u"ec"_s << QSsl::Ec;
        QTest::newRow("RSA") << u"rsa"_s << QSsl::Rsa;
    }
    void readsCertificateAndKey()
    {
        QFETCH(QString, kind);
        QFETCH(QSsl::KeyAlgorithm, algorithm);
        const QString certificate = path(kind + u".cert"_s);
        const QString key = path(kind + u".key"_s);
        write(kind + u".both"_s, content(certificate) + content(key));
        const ServerConfig apart{.tlsCertificate = certificate, .tlsKey = key};
        const ServerConfig together{.tlsCertificate = path(kind + u".both"_s)};
        for (const ServerConfig &config : {apart, together}) {
            const auto tls = openTlsFiles(config);
            QVERIFY2(tls, tls ? "" : qPrintable(tls.error().message));
            QCOMPARE(tls->localCertificate(), QSslCertificate(content(certificate)));
            QCOMPARE(tls->privateKey().algorithm(), algorithm);
            QVERIFY(!tls->privateKey().isNull());
        }
    }

    void saysWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("named");
        const QString good = path(u"ec.cert"_s);
        QTest::newRow("no certificate")
            << path(u"none"_s) << QString() << u"file of the certificate"_s;
        QTest::newRow("junk") << path(u"junk"_s) << QString() << u"no PEM certificate"_s;
        QTest::newRow("no key file") << good << path(u"none"_s) << u"file of the key"_s;
        QTest::newRow("junk for a key") << good << path(u"junk"_s) << u"no RSA or EC key"_s;
        QTest::newRow("no key with it") << good << QString() << u"holds no key"_s;
    }
    void saysWhatIsWrongWithAFile()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, named);
        const auto tls = openTlsFiles({.tlsCertificate = certificate, .tlsKey = key});
        QVERIFY(!tls);
        QCOMPARE(tls.error().code, Errc::InvalidArgument);
        QVERIFY2(tls.error().message.contains(named), qPrintable(tls.error().message));
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void makeCertificate(const QString &kind, const QStringList &keyKind) const
    {
        const QStringList arguments = QStringList{u"req"_s,
                                                  u"-x509"_s,
                                                  u"-nodes"_s,
                                                  u"-subj"_s,
                                                  u"/CN=localhost"_s,
                                                  u"-keyout"_s,
                                                  path(kind + u".key"_s),
                                                  u"-out"_s,
                                                  path(kind + u".cert"_s),
                                                  u"-newkey"_s} +
                                      keyKind;
        QCOMPARE(QProcess::execute(u"openssl"_s, arguments), 0);
    }

    QTemporaryDir m_folder;
};

PILOTHOUSE_UNIT_TEST(TestTlsFiles)
#include "tst_tls_files.moc"
