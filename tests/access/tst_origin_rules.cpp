#include "auth_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const ServerConfig kPublicServer{.host = u"192.168.1.5"_s,
                                 .allowedHosts = {u"pilot.example.com"_s},
                                 .corsOrigins = {u"https://app.example.com"_s}};
const QByteArray kBearer = "Authorization: Bearer " + kToken;

} // namespace

class TestOriginRules : public QObject
{
    Q_OBJECT
private slots:
    void answersUnderItsOwnNamesOnly_data()
    {
        QTest::addColumn<QString>("listensOn");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isOurs");
        const auto row = [](const QString &listensOn, const char *host, bool isOurs) {
            QTest::addRow("%s on %s", host, qPrintable(listensOn))
                << listensOn << QByteArray(host) << isOurs;
        };
        const QString loopback = u"127.0.0.1"_s;
        row(loopback, "localhost:8000", true);
        row(loopback, "LOCALHOST.:8000", true);
        row(loopback, "127.0.0.1", true);
        row(loopback, "[::1]:8000", true);
        row(loopback, "Pilot.Example.com:443", true);
        row(loopback, "evil.example", false);
        row(loopback, "localhost.evil.example:8000", false);
        row(loopback, "127.0.0.1.evil.example", false);
        row(loopback, "xpilot.example.com", false);
        row(loopback, "192.168.1.5", false);
        row(u"192.168.1.5"_s, "192.168.1.5:8000", true);
        row(u"192.168.1.5"_s, "192.168.1.6:8000", false);
        row(u"0.0.0.0"_s, "192.168.1.5:8000", true);
        row(u"::"_s, "[fe80::1]:8000", true);
        row(u"0.0.0.0"_s, "evil.example", false);
    }
    void answersUnderItsOwnNamesOnly()
    {
        QFETCH(QString, listensOn);
        QFETCH(QByteArray, host);
        QFETCH(bool, isOurs);
        ServerConfig config = kPublicServer;
        config.host = listensOn;
        AuthFixture server(config);
        for (const QByteArray start : {"GET /health", "GET /sessions/", "DELETE /sessions/1"}) {
            const Verdict verdict = server.check(start, {"Host: " + host, kBearer});
            QCOMPARE(verdict.refusal, isOurs ? 0 : 403);
            QCOMPARE(verdict.detail.contains(u"allowed hosts"_s), !isOurs);
        }
    }

    void letsNoForeignPageChangeAnything_data()
    {
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](const char *name, const QByteArrayList &fields, bool isAllowed) {
            QTest::newRow(name) << fields << isAllowed;
        };
        row("no page", {}, true);
        row("our page", {"Origin: http://localhost:8000", "Sec-Fetch-Site: same-origin"}, true);
        row("our page behind a TLS proxy",
            {"Host: pilot.example.com", "Origin: https://pilot.example.com"}, true);
        row("a named page", {"Origin: https://app.example.com", "Sec-Fetch-Site: cross-site"},
            true);
        row("a foreign page", {"Origin: https://evil.example"}, false);
        row("another port", {"Origin: http://localhost:8001", "Sec-Fetch-Site: same-site"}, false);
        row("another loopback name", {"Origin: http://127.0.0.1:8000"}, false);
        row("a sandboxed page", {"Origin: null"}, false);
        row("an extension", {"Origin: chrome-extension://abcdef"}, false);
        row("the named page without TLS", {"Origin: http://app.example.com"}, false);
        row("below the named page", {"Origin: https://app.example.com.evil.example"}, false);
        row("a foreign page without Origin", {"Sec-Fetch-Site: cross-site"}, false);
        row("typed in", {"Sec-Fetch-Site: none"}, true);
    }
    void letsNoForeignPageChangeAnything()
    {
        QFETCH(QByteArrayList, fields);
        QFETCH(bool, isAllowed);
        AuthFixture server(kPublicServer);
        fields.append(kBearer); // it does not help
        for (const QByteArray method : {"POST", "PUT", "PATCH", "DELETE"}) {
            const Verdict verdict =
                server.check(method + " /sessions/1", fields + QByteArrayList{"Content-Length: 0"});
            QCOMPARE(verdict.refusal, isAllowed ? 0 : 403);
            QCOMPARE(verdict.detail.contains(u"CORS origins"_s), !isAllowed);
        }
        const Verdict upgrade = server.check("GET /sessions/1/ws", upgradeFields(fields));
        QCOMPARE(upgrade.refusal, isAllowed ? 0 : 403);
        QCOMPARE(server.check("GET /sessions/1", fields).refusal, 0);
    }

    void refusesForeignLoginsToo()
    {
        AuthFixture server;
        QCOMPARE(
            server.check("POST /auth/login", {"Content-Length: 0", "Origin: http://evil.example"})
                .refusal,
            403);
    }

    void answersPreflightsOfNamedOriginsWithoutAToken()
    {
        AuthFixture server(kPublicServer);
        const Verdict verdict =
            server.check("OPTIONS /sessions/",
                         {"Origin: https://app.example.com", "Access-Control-Request-Method: POST",
                          "Access-Control-Request-Private-Network: true"});
        QCOMPARE(verdict.refusal, 204);
        QCOMPARE(field(verdict.fields, "access-control-allow-origin"), "https://app.example.com");
        QVERIFY(field(verdict.fields, "access-control-allow-methods").contains("DELETE"));
        QVERIFY(field(verdict.fields, "access-control-allow-headers").contains("Authorization"));
        QCOMPARE(field(verdict.fields, "access-control-allow-private-network"), "true");
        QCOMPARE(field(verdict.fields, "vary"), "Origin");
    }

    void answersNoOtherPreflight_data()
    {
        QTest::addColumn<QByteArray>("origin");
        for (const char *origin : {"https://evil.example", "null", "http://app.example.com"})
            QTest::newRow(origin) << QByteArray(origin);
    }
    void answersNoOtherPreflight()
    {
        QFETCH(QByteArray, origin);
        AuthFixture server(kPublicServer);
        const Verdict verdict = server.check(
            "OPTIONS /sessions/", {"Origin: " + origin, "Access-Control-Request-Method: GET"});
        QCOMPARE(verdict.refusal, 403);
        QVERIFY(field(verdict.fields, "access-control-allow-origin").isEmpty());
        QVERIFY(field(verdict.fields, "access-control-allow-methods").isEmpty());
    }

    void letsNamedOriginsReadAnswersAndRefusals()
    {
        AuthFixture server(kPublicServer);
        const QByteArray origin = "Origin: https://app.example.com";
        for (const Verdict &verdict : {server.check("GET /sessions/", {origin, kBearer}),
                                       server.check("GET /sessions/", {origin})}) {
            QCOMPARE(field(verdict.fields, "access-control-allow-origin"),
                     "https://app.example.com");
            QCOMPARE(field(verdict.fields, "vary"), "Origin");
        }
        const Verdict foreign =
            server.check("GET /sessions/", {"Origin: https://evil.example", kBearer});
        QVERIFY(field(foreign.fields, "access-control-allow-origin").isEmpty());
        QCOMPARE(field(foreign.fields, "vary"), "Origin");
    }

    void saysNothingOfOriginsWhenNoneIsNamed()
    {
        AuthFixture server;
        const Verdict verdict =
            server.check("GET /sessions/", {"Origin: https://app.example.com", kBearer});
        QVERIFY(verdict.fields.isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestOriginRules)
#include "tst_origin_rules.moc"
