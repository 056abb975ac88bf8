#include "door/trusted_proxies.h"

#include "raw_client.h"
#include "support/unit_test.h"
#include "test_door.h"

using namespace pilothouse;

/// Whose word about a client counts.
class TestTrustedProxies : public QObject
{
    Q_OBJECT
private slots:
    void findsTheClient_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<QString>("client");
        const auto row = [](const char *tag, const char *peer, const QByteArrayList &fields,
                            const char *client) {
            QTest::newRow(tag) << QString::fromLatin1(peer) << fields
                               << QString::fromLatin1(client);
        };
        row("a stranger's word", "192.0.2.1", {"198.51.100.7"}, "192.0.2.1");
        row("one proxy", "10.0.0.1", {"198.51.100.7"}, "198.51.100.7");
        row("a client that lies", "10.0.0.1", {"127.0.0.1, 198.51.100.7"}, "198.51.100.7");
        row("two proxies", "10.0.0.1", {"198.51.100.7, 10.9.9.9"}, "198.51.100.7");
        row("in two fields", "10.0.0.1", {"198.51.100.7", "10.9.9.9"}, "198.51.100.7");
        row("nothing said", "10.0.0.1", {}, "10.0.0.1");
        row("no address", "10.0.0.1", {"unknown"}, "10.0.0.1");
        row("no address further left", "10.0.0.1", {"unknown, 10.0.0.2"}, "10.0.0.2");
        row("with a port", "10.0.0.1", {"198.51.100.7:4711"}, "198.51.100.7");
        row("IPv6", "::1", {"2001:db8::7"}, "2001:db8::7");
        row("IPv6 with a port", "::1", {"[2001:db8::7]:4711"}, "2001:db8::7");
        row("IPv4 within IPv6", "::1", {"::ffff:198.51.100.7"}, "198.51.100.7");
    }
    void findsTheClient()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArrayList, fields);
        QFETCH(QString, client);
        const auto proxies = TrustedProxies::from({u"10.0.0.0/8"_s, u"::1"_s});
        QVERIFY(proxies);
        HttpHead head;
        for (const QByteArray &value : fields)
            head.fields.emplaceBack("x-forwarded-for", value);
        QCOMPARE(proxies->clientOf(head, QHostAddress(peer)).toString(), client);
    }

    void dropsWhatNobodyVouchesFor()
    {
        const HttpFields said{{"x-forwarded-for", "198.51.100.7"},
                              {"x-forwarded-proto", "https"},
                              {"forwarded", "for=198.51.100.7"},
                              {"accept", "*/*"}};
        HttpHead head{.fields = said};
        const TrustedProxies none;
        none.clientOf(head, QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(head.fields, (HttpFields{{"accept", "*/*"}}));

        head.fields = said;
        TrustedProxies::from({u"127.0.0.1"_s})
            ->clientOf(head, QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(head.value("x-forwarded-proto"), "https");
    }

    void refusesWhatIsNoNetwork()
    {
        for (const QString &text : {u"proxy.example.com"_s, u"10.0.0.0/99"_s, u""_s}) {
            const auto proxies = TrustedProxies::from({text});
            QVERIFY2(!proxies, qPrintable(text));
            QCOMPARE(proxies.error().code, Errc::InvalidArgument);
        }
    }

    void countsNoConnectionsOfAProxyAsThoseOfOneClient()
    {
        HttpLimits limits = patientLimits();
        limits.connectionsPerAddress = 2;
        TestDoor test(limits);
        test.door.proxies = *TrustedProxies::from({u"127.0.0.1"_s});
        QHostAddress seen;
        test.door.gate = [&](const HttpHead &, const QHostAddress &peer) {
            seen = peer;
            return Verdict::admit();
        };
        const quint16 port = test.open();
        RawClient one(port);
        RawClient two(port);
        RawClient three(port);
        QCOMPARE(one.get("/json").status, 200);
        QCOMPARE(two.get("/json").status, 200);
        QCOMPARE(three.get("/json", "X-Forwarded-For: 198.51.100.7\r\n").status, 200);
        QCOMPARE(seen.toString(), u"198.51.100.7"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestTrustedProxies)
#include "tst_trusted_proxies.moc"
