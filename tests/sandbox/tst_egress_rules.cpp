#include "sandbox/egress/addresses.h"
#include "sandbox/egress/host_list.h"
#include "sandbox/egress/routes.h"
#include "support/unit_test.h"

#include <QTest>

#include <arpa/inet.h>

using namespace pilothouse::egress;
using namespace Qt::StringLiterals;

/// Which addresses and names a session may reach.
class TestEgressRules : public QObject
{
    Q_OBJECT
private slots:
    void tellsThePublicInternetFromTheRest_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("special");
        QTest::addColumn<bool>("localOnly");
        const auto row = [](const char *address, bool special, bool localOnly) {
            QTest::newRow(address) << QString::fromLatin1(address) << special << localOnly;
        };
        row("8.8.8.8", false, false);
        row("2606:4700::1111", false, false);
        row("9.255.255.255", false, false);
        row("10.0.0.0", true, false);
        row("10.255.255.255", true, false);
        row("11.0.0.0", false, false);
        row("100.63.255.255", false, false);
        row("100.64.0.1", true, false);
        row("172.15.255.255", false, false);
        row("172.16.0.1", true, false);
        row("172.31.255.255", true, false);
        row("172.32.0.0", false, false);
        row("192.168.1.1", true, false);
        row("198.17.255.255", false, false);
        row("198.19.255.255", true, true);
        row("0.0.0.0", true, true);
        row("127.0.0.1", true, true);
        row("127.255.255.255", true, true);
        row("169.254.169.254", true, true);
        row("224.0.0.1", true, true);
        row("255.255.255.255", true, true);
        row("::", true, true);
        row("::1", true, true);
        row("::ffff:127.0.0.1", true, true);
        row("::ffff:10.0.0.1", true, false);
        row("::ffff:8.8.8.8", false, false);
        row("64:ff9b::7f00:1", true, true);
        row("2002:7f00:1::", true, true);
        row("2001:0:7f00:1::", true, true);
        row("2001:db8::1", true, false);
        row("fd00::1", true, false);
        row("fd00:ec2::254", true, true); // a cloud's metadata
        row("fe80::1", true, true);
        row("ff02::1", true, true);
    }
    void tellsThePublicInternetFromTheRest()
    {
        QFETCH(QString, address);
        QFETCH(bool, special);
        QFETCH(bool, localOnly);
        in_addr v4{};
        in6_addr v6{};
        const QByteArray text = address.toLatin1();
        const Address read = inet_pton(AF_INET, text.constData(), &v4) == 1    ? Address(v4)
                             : inet_pton(AF_INET6, text.constData(), &v6) == 1 ? Address(v6)
                                                                               : Address();
        QVERIFY(read.isValid());
        QCOMPARE(isSpecial(read), special);
        QCOMPARE(isLocalOnly(read), localOnly);
        QVERIFY(special || !localOnly);
    }

    void matchesNamesAgainstTheList_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("port");
        QTest::addColumn<HostList::Match>("match");
        const auto row = [](const char *entry, const char *name, int port, HostList::Match match) {
            QTest::addRow("%s for %s:%d", entry, name, port)
                << QString::fromLatin1(entry) << QString::fromLatin1(name) << port << match;
        };
        using enum HostList::Match;
        row("a.com", "a.com", 80, Name);
        row("a.com", "a.com", 443, Name);
        row("a.com", "a.com", 0, Name);
        row("a.com", "A.Com.", 443, Name);
        row("a.com", "a.com", 22, No);
        row("a.com", "b.a.com", 443, No);
        row("a.com", "ba.com", 443, No);
        row("a.com", "a.com.evil.com", 443, No);
        row("*.a.com", "b.a.com", 443, Pattern);
        row("*.a.com", "c.b.a.com", 443, Pattern);
        row("*.a.com", "a.com", 443, No);
        row("*.a.com", "ba.com", 443, No);
        row("a.com:22", "a.com", 22, Name);
        row("a.com:22", "a.com", 443, No);
        row("a.com:22", "a.com", 0, Name);
        row("a.com:0", "a.com", 80, No);
        row("a.com:65536", "a.com", 80, No);
        row("a.com:22x", "a.com", 22, No);
        row("a.com", "a.com..", 80, No);
        row("a..com", "a..com", 80, No);
        row("", "", 80, No);
        row("*.", "a", 80, No);
    }
    void matchesNamesAgainstTheList()
    {
        QFETCH(QString, entry);
        QFETCH(QString, name);
        QFETCH(int, port);
        QFETCH(HostList::Match, match);
        HostList list;
        list.add(entry.toStdString());
        QCOMPARE(list.find(hostName(name.toStdString()), static_cast<in_port_t>(port)), match);
    }

    void aNameAndItsPatternTogetherCountAsTheName()
    {
        HostList list;
        list.add("*.a.com");
        list.add("b.a.com");
        QCOMPARE(list.find("b.a.com", 443), HostList::Match::Name);
    }

    void refusesBeforeThereIsAWayOut()
    {
        const std::vector<Address> own{Address(in_addr{inet_addr("51.0.0.2")})};
        const auto has = [](const std::string &routes, const char *line) {
            return routes.find(std::string("\n") + line + "\n") != std::string::npos;
        };
        const std::string all = routesOf(false, false, true, own);
        QVERIFY(has(all, "route add 51.0.0.2 dev refused0"));
        QVERIFY(has(all, "route add fd00::2 dev refused0")); // slirp4netns: this machine's ::1
        QVERIFY(!has(all, "route add 10.0.0.0/8 dev refused0"));
        const std::string open = routesOf(false, true, true, own);
        QVERIFY(has(open, "route add 51.0.0.2 dev refused0"));
        QVERIFY(has(open, "route add 10.0.0.0/8 dev refused0"));
        QVERIFY(has(open, "route add fc00::/7 dev refused0"));
        QVERIFY(!has(open, "route add 127.0.0.0/8 dev refused0"));
        const std::string listed = routesOf(true, false, true, own);
        QVERIFY(has(listed, "route add 0.0.0.0/0 dev refused0"));
        QVERIFY(has(listed, "route add ::/0 dev refused0"));
        QVERIFY(!has(routesOf(true, false, false, own), "route add ::/0 dev refused0"));
    }

    void followsTheAddressesOfThisMachine()
    {
        const auto v4 = [](const char *text) { return Address(in_addr{inet_addr(text)}); };
        const Address v6(in6_addr{{{0x2a, 0x00}}});
        const std::vector<Address> before{v4("51.0.0.2"), v4("51.0.0.3")};
        QCOMPARE(routeChanges(true, before, before), std::string());
        QCOMPARE(
            routeChanges(true, before, {v4("51.0.0.3"), v4("51.0.0.4"), v6}),
            std::string("route replace 51.0.0.4 dev refused0\nroute replace 2a00:: dev refused0\n"
                        "route del 51.0.0.2 dev refused0\n"));
        QCOMPARE(routeChanges(false, {}, {v6}), std::string());
    }
};

PILOTHOUSE_UNIT_TEST(TestEgressRules)
#include "tst_egress_rules.moc"
