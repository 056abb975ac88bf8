#include "test_door.h"

#include "door/listen_addresses.h"
#include "support/unit_test.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QHostAddress kIpv4{QHostAddress::LocalHost};
const QHostAddress kIpv6{QHostAddress::LocalHostIPv6};
const QHostAddress kNobodys{u"192.0.2.1"_s}; // of RFC 5737: no machine has it

bool hasIpv6()
{
    return QTcpServer().listen(kIpv6, 0);
}

bool isReached(const QHostAddress &address, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(address, port);
    return socket.waitForConnected(2000);
}

} // namespace

/// Nobody else may be reached under a name that leads to us.
class TestListenAddresses : public QObject
{
    Q_OBJECT
private slots:
    void takesBothLoopbackAddressesWhereItTakesOne_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("addresses");
        QTest::newRow("localhost") << u"localhost"_s << QStringList{u"127.0.0.1"_s, u"::1"_s};
        QTest::newRow("IPv4") << u"127.0.0.1"_s << QStringList{u"127.0.0.1"_s, u"::1"_s};
        QTest::newRow("IPv6") << u"::1"_s << QStringList{u"::1"_s, u"127.0.0.1"_s};
        QTest::newRow("all of IPv4") << u"0.0.0.0"_s << QStringList{u"0.0.0.0"_s, u"::1"_s};
        QTest::newRow("all of IPv6") << u"::"_s << QStringList{u"::"_s, u"0.0.0.0"_s};
        QTest::newRow("no loopback") << u"192.0.2.1"_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("another loopback address, which no name leads to")
            << u"127.0.0.2"_s << QStringList{u"127.0.0.2"_s};
    }
    void takesBothLoopbackAddressesWhereItTakesOne()
    {
        QFETCH(QString, host);
        QFETCH(QStringList, addresses);
        QStringList found;
        for (const QHostAddress &address : listenAddresses(host))
            found.append(address.toString());
        QCOMPARE(found, addresses);
    }

    void isReachedAtBothAddressesUnderOneNumber()
    {
        if (!hasIpv6())
            QSKIP("This machine has no IPv6.");
        TestDoor test;
        QVERIFY(test.door.listen({kIpv4, kIpv6}, 0));
        const quint16 port = test.door.serverPort();
        QVERIFY(isReached(kIpv4, port) && isReached(kIpv6, port));
        QTRY_COMPARE(test.door.openSockets(), 0);
        test.door.stopListening();
        QVERIFY(!isReached(kIpv4, port) && !isReached(kIpv6, port));
    }

    void answersOnBothFamiliesWhereItTakesAllAddresses()
    {
        if (!hasIpv6())
            QSKIP("This machine has no IPv6.");
        TestDoor test;
        QVERIFY(test.door.listen(listenAddresses(u"::"_s), 0));
        const quint16 port = test.door.serverPort();
        QVERIFY(isReached(kIpv4, port) && isReached(kIpv6, port));
        QVERIFY(isReached(QHostAddress(u"127.0.0.2"_s), port)); // not loopback's first alone
        QTRY_COMPARE(test.door.openSockets(), 0);
    }

    void doesNotStartWhereAnotherProgramHasOneOfThem()
    {
        if (!hasIpv6())
            QSKIP("This machine has no IPv6.");
        QTcpServer other;
        QVERIFY(other.listen(kIpv6, 0));
        TestDoor test;
        const auto listening = test.door.listen({kIpv4, kIpv6}, other.serverPort());
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, Errc::Unavailable);
        QVERIFY(listening.error().message.contains("::1"_L1));
        QVERIFY(!isReached(kIpv4, other.serverPort()));
    }

    void leavesAddressesOutThatTheMachineDoesNotHave_data()
    {
        QTest::addColumn<QList<QHostAddress>>("addresses");
        QTest::addColumn<bool>("listens");
        QTest::newRow("the second") << QList<QHostAddress>{kIpv4, kNobodys} << true;
        QTest::newRow("the first") << QList<QHostAddress>{kNobodys, kIpv4} << true;
        QTest::newRow("the only one") << QList<QHostAddress>{kNobodys} << false;
        QTest::newRow("both") << QList<QHostAddress>{kNobodys, kNobodys} << false;
    }
    void leavesAddressesOutThatTheMachineDoesNotHave()
    {
        QFETCH(QList<QHostAddress>, addresses);
        QFETCH(bool, listens);
        TestDoor test;
        QCOMPARE(test.door.listen(addresses, 0).has_value(), listens);
        if (!listens)
            return;
        QCOMPARE(test.door.serverAddress(), kIpv4);
        QVERIFY(isReached(kIpv4, test.door.serverPort()));
    }
};

PILOTHOUSE_UNIT_TEST(TestListenAddresses)
#include "tst_listen_addresses.moc"
