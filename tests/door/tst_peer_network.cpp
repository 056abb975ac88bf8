#include "door/peer_network.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Which addresses count as one client's.
class TestPeerNetwork : public QObject
{
    Q_OBJECT
private slots:
    void countsAddressesOfOneClientTogether_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("together");
        QTest::newRow("loopback, all of it") << u"127.0.0.1"_s << u"127.200.1.9"_s << true;
        QTest::newRow("loopback of both kinds") << u"127.0.0.1"_s << u"::1"_s << true;
        QTest::newRow("loopback within IPv6") << u"::ffff:127.0.0.9"_s << u"::1"_s << true;
        QTest::newRow("beside loopback") << u"127.0.0.1"_s << u"128.0.0.1"_s << false;
        QTest::newRow("two of IPv4") << u"10.0.0.1"_s << u"10.0.0.2"_s << false;
        QTest::newRow("one /64") << u"2001:db8::1"_s << u"2001:db8::ffff:1"_s << true;
        QTest::newRow("two /64") << u"2001:db8::1"_s << u"2001:db8:0:1::1"_s << false;
    }
    void countsAddressesOfOneClientTogether()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, together);
        QCOMPARE(networkOf(QHostAddress(one)) == networkOf(QHostAddress(other)), together);
    }
};

PILOTHOUSE_UNIT_TEST(TestPeerNetwork)
#include "tst_peer_network.moc"
