#include "remote/node_address.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {
const QString kToken = u"0123456789abcdef"_s;
}

class TestNodeAddress : public QObject
{
    Q_OBJECT
private slots:
    void takesAddressesOfNodes()
    {
        const auto nodes = nodeAddresses(
            {.urls = {u"https://node-a:8443"_s, u"http://127.0.0.1:9000/"_s}, .token = kToken});

        QVERIFY(nodes);
        QCOMPARE(nodes->at(0).name(), u"https://node-a:8443"_s);
        QVERIFY(nodes->at(0).isPrivate());
        QVERIFY(nodes->at(1).isPrivate());
        const QNetworkRequest socket = nodes->at(0).request(u"/desktops/x/screen?fence=3"_s, true);
        QCOMPARE(socket.url().toString(), u"wss://node-a:8443/desktops/x/screen?fence=3"_s);
        QCOMPARE(socket.rawHeader("Authorization"), "Bearer " + kToken.toLatin1());
        QCOMPARE(nodes->at(1).request(u"/node"_s, false).url().toString(),
                 u"http://127.0.0.1:9000/node"_s);
    }

    void refusesOthers_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addRow("a name") << u"node-a"_s;
        QTest::addRow("another protocol") << u"ftp://node-a"_s;
        QTest::addRow("with a path") << u"https://node-a/x"_s;
        QTest::addRow("with a query") << u"https://node-a?x=1"_s;
        QTest::addRow("with a password") << u"https://a:b@node-a"_s;
        QTest::addRow("in the clear") << u"http://node-a:8443"_s;
        QTest::addRow("in the clear, by address") << u"http://10.0.0.7:8443"_s;
    }
    void refusesOthers()
    {
        QFETCH(QString, url);
        const auto nodes = nodeAddresses({.urls = {url}, .token = kToken});
        QCOMPARE(nodes.error().code, Errc::InvalidArgument);
        QVERIFY(!nodes.error().message.isEmpty());
    }

    void speaksInTheClearWhereThatIsAskedFor()
    {
        const auto nodes =
            nodeAddresses({.urls = {u"http://node-a:8443"_s}, .token = kToken, .plain = true});
        QVERIFY(nodes);
        QVERIFY(!nodes->constFirst().isPrivate());
    }

    void readsTheTokenFromItsFile()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kToken.toLatin1() + '\n');
        file.close();
        QCOMPARE(*nodeToken({.tokenFile = file.fileName()}), kToken.toLatin1());
    }

    void needsAToken()
    {
        QVERIFY(nodeToken({}).error().message.contains(u"token"_s));
        QVERIFY(!nodeToken({.token = u"short"_s}));
        QVERIFY(!nodeToken({.tokenFile = u"/nowhere"_s}));
    }

    void needsAnAuthorityThatIsOne()
    {
        const auto nodes =
            nodeAddresses({.urls = {u"https://a"_s}, .token = kToken, .authority = u"/dev/null"_s});
        QVERIFY(nodes.error().message.contains(u"/dev/null"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestNodeAddress)
#include "tst_node_address.moc"
