#include "remote/node_socket.h"
#include "support/unit_test.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketServer>
#include <QSignalSpy>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// A node that is reached by address, with a certificate for a name.
class TestNodeSocket : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        openssl(u"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                "-subj /CN=node -addext subjectAltName=DNS:pilothouse-node -keyout %1 -out %2"_s);
        QFile certificate(m_folder.filePath(u"node.pem"_s));
        QFile key(m_folder.filePath(u"node.key"_s));
        QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly));
        m_certificate = QSslCertificate(certificate.readAll());
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(m_certificate);
        tls.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        m_server.setSslConfiguration(tls);
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
    }

    void believesACertificateForTheNameAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<bool>("connects");
        QTest::addRow("its name") << u"pilothouse-node"_s << true << true;
        QTest::addRow("in other letters") << u"Pilothouse-Node"_s << true << true;
        QTest::addRow("another name") << u"pilothouse-nodes"_s << true << false;
        QTest::addRow("no name: the address") << QString() << true << false;
        QTest::addRow("its name, signed by nobody we know")
            << u"pilothouse-node"_s << false << false;
    }
    void believesACertificateForTheNameAlone()
    {
        QFETCH(QString, name);
        QFETCH(bool, isTrusted);
        QFETCH(bool, connects);
        NodeAddress node{.url = QUrl(u"https://127.0.0.1:%1"_s.arg(m_server.serverPort())),
                         .token = "a token of nodes",
                         .certificateName = name};
        node.tls = QSslConfiguration::defaultConfiguration();
        if (isTrusted)
            node.tls.setCaCertificates({m_certificate});
        QWebSocket socket;
        const QSignalSpy connected(&socket, &QWebSocket::connected);
        const QSignalSpy ended(&socket, &QWebSocket::disconnected);
        openNodeSocket(socket, node, u"/desktops/x/link"_s);
        QTRY_VERIFY(!connected.isEmpty() || !ended.isEmpty());
        QVERIFY2(!connected.isEmpty() == connects, qPrintable(socket.errorString()));
    }

private:
    void openssl(const QString &words)
    {
        const QString line =
            words.arg(m_folder.filePath(u"node.key"_s), m_folder.filePath(u"node.pem"_s));
        QCOMPARE(QProcess::execute(u"openssl"_s, line.split(u' ')), 0);
    }

    QTemporaryDir m_folder;
    QSslCertificate m_certificate;
    QWebSocketServer m_server{u"node"_s, QWebSocketServer::SecureMode};
};

PILOTHOUSE_UNIT_TEST(TestNodeSocket)
#include "tst_node_socket.moc"
