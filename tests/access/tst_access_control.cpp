#include "auth_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kRight = "Authorization: Bearer " + kToken;

} // namespace

class TestAccessControl : public QObject
{
    Q_OBJECT
private slots:
    void letsLinksBeReadWithoutATokenOnceSwitchedOn_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char *start, const QByteArrayList &fields, int refusal) {
            QTest::addRow("%s %lld", start, qlonglong(fields.size()))
                << QByteArray(start) << fields << refusal;
        };
        row("GET /shared/a.b", {}, 0);
        row("GET /shared/a.b", {"Accept: text/html"}, 0);
        row("HEAD /shared/a.b/events", {}, 0);
        row("GET /shared", {}, 401);
        row("GET /sharedx/a.b", {}, 401);
        row("GET /Shared/a.b", {}, 401);
        row("POST /shared/a.b", {"Content-Length: 0"}, 401);
        row("DELETE /shared/a.b", {}, 401);
        row("OPTIONS /shared/a.b", {}, 401);
        row("GET /shared/a.b/ws", upgradeFields(), 401);
        row("GET /shared/a.b", {"Host: evil.example"}, 403);
    }
    void letsLinksBeReadWithoutATokenOnceSwitchedOn()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArrayList, fields);
        QFETCH(int, refusal);
        ServerConfig config;
        config.shareLinks = true;
        AuthFixture on(config);
        const Verdict verdict = on.check(start, fields);
        QCOMPARE(verdict.refusal, refusal);
        QCOMPARE(verdict.principal, QByteArray());
        AuthFixture off;
        QVERIFY(off.check(start, fields).refusal != 0);
    }

    void knowsWhoAsks_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<int>("refusal");
        QTest::addColumn<QByteArray>("principal");
        const auto row = [](const char *name, const char *start, const QByteArrayList &fields,
                            int refusal, const char *principal = "") {
            QTest::newRow(name) << QByteArray(start) << fields << refusal << QByteArray(principal);
        };
        row("token", "GET /sessions/", {kRight}, 0, "token");
        row("token, scheme in capitals", "GET /sessions/", {"Authorization: BEARER " + kToken}, 0,
            "token");
        row("token of our own field", "GET /sessions/", {"X-Pilothouse-Token: " + kToken}, 0,
            "token");
        row("token on a POST", "POST /sessions/", {kRight, "Content-Length: 0"}, 0, "token");
        row("token on an upgrade", "GET /sessions/1/ws", upgradeFields({kRight}), 0, "token");
        row("no token", "GET /sessions/", {}, 401);
        row("no token on an upgrade", "GET /sessions/1/ws", upgradeFields(), 401);
        row("wrong token", "GET /sessions/", {"Authorization: Bearer wrong"}, 401);
        row("part of the token", "GET /sessions/", {"Authorization: Bearer right-token-"}, 401);
        row("wrong scheme", "GET /sessions/", {"Authorization: Basic " + kToken}, 401);
        row("no scheme", "GET /sessions/", {"Authorization: " + kToken}, 401);
        row("another program's field", "GET /sessions/", {"X-API-Key: " + kToken}, 401);
        row("token in the URL of a POST", "POST /sessions/?token=right-token-0123456789",
            {"Content-Length: 0"}, 401);
        row("token in the URL of an upgrade", "GET /sessions/1/ws?token=right-token-0123456789",
            upgradeFields(), 401);
        row("made-up cookie", "GET /sessions/", {"Cookie: pilothouse_session=a.99999999999.b"},
            401);
        row("made-up ticket", "GET /sessions/1/ws?ticket=abc", upgradeFields(), 401);
        row("page of a browser", "GET /ui/", {"Accept: text/html,*/*;q=0.8"}, 303);
        row("page of a browser, posted", "POST /ui/", {"Accept: text/html", "Content-Length: 0"},
            401);
        for (const char *path :
             {"/health", "/health/", "/health/live", "/health/ready", "/auth/login", "/favicon.ico",
              "/auth/enter", "/auth/enter.js", "/auth/page_key.js"})
            QTest::newRow(path) << QByteArray("GET " + QByteArray(path)) << QByteArrayList() << 0
                                << QByteArray();
        row("log in", "POST /auth/login", {"Content-Length: 0"}, 0);
        row("health with a wrong token", "GET /health", {"Authorization: Bearer wrong"}, 0);
        row("health with a token", "GET /health", {kRight}, 0, "token");
        row("log out without a cookie", "DELETE /auth/login", {}, 401);
        row("a ticket without a token", "POST /auth/ticket", {"Content-Length: 0"}, 401);
        row("below health", "GET /health/x", {}, 401);
        row("changing health", "DELETE /health", {}, 401);
        row("metrics", "GET /metrics", {}, 401);
        row("OPTIONS without an origin", "OPTIONS /sessions/", {}, 401);
    }
    void knowsWhoAsks()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArrayList, fields);
        QFETCH(int, refusal);
        QFETCH(QByteArray, principal);
        AuthFixture server;

        const Verdict verdict = server.check(start, fields);

        QCOMPARE(verdict.refusal, refusal);
        QCOMPARE(verdict.principal, principal);
        if (refusal == 401) {
            QCOMPARE(field(verdict.fields, "www-authenticate"), "Bearer");
            QVERIFY(!verdict.detail.isEmpty());
            QVERIFY(!verdict.detail.contains(QString::fromLatin1(kToken)));
        }
    }

    void asksForNothingWithoutAuthButStillWhereFrom()
    {
        AuthFixture server({.auth = false});
        QCOMPARE(server.check("POST /sessions/", {"Content-Length: 0"}).principal, "anybody");
        QCOMPARE(server.check("GET /ui/", {"Accept: text/html"}).refusal, 0);
        QCOMPARE(server.check("GET /", {"Host: evil.example"}).refusal, 403);
        QCOMPARE(server.check("DELETE /sessions/1", {"Origin: http://evil.example"}).refusal, 403);
        QCOMPARE(server.check("GET /sessions/1/ws", upgradeFields({"Origin: http://evil.example"}))
                     .refusal,
                 403);
    }

    void takesTheTokenOutOfTheUrl_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("location");
        const auto row = [](const char *target, const char *location) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(location);
        };
        row("/ui/?token=right-token-0123456789", "../auth/enter?next=/ui/");
        row("/ui/?a=1&token=right-token-0123456789&b=%20",
            "../auth/enter?next=/ui/%3Fa%3D1%26b%3D%2520");
        row("/ui/?token=right%2Dtoken-0123456789", "../auth/enter?next=/ui/");
        row("/ui/?%74oken=right-token-0123456789&token=again", "../auth/enter?next=/ui/");
        row("/auth/login?token=right-token-0123456789&next=/ui/",
            "../auth/enter?next=/auth/login%3Fnext%3D/ui/");
        row("/chat?token=right-token-0123456789", "./auth/enter?next=/chat");
    }
    void takesTheTokenOutOfTheUrl()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, location);
        AuthFixture server;

        const Verdict verdict = server.check("GET " + target);

        QCOMPARE(verdict.refusal, 303);
        const QByteArray leads = field(verdict.fields, "location");
        QCOMPARE(leads.left(leads.indexOf('#')), location);
        QCOMPARE(field(verdict.fields, "cache-control"), "no-store");
        const QByteArray cookie = field(verdict.fields, "set-cookie");
        const QByteArray key = leads.mid(leads.indexOf('#') + 1);
        QVERIFY(!cookie.contains(kToken) && !leads.contains(kToken) && !cookie.contains(key));
        QCOMPARE(server
                     .check("GET /sessions/",
                            {"Cookie: " + cookieIn(cookie), "X-Pilothouse-Key: " + key})
                     .principal,
                 "browser");
    }

    void sendsABrowserToTheLoginPageAndBackWithoutSecrets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("location");
        const auto row = [](const char *target, const char *location) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(location);
        };
        row("/ui/", "../auth/login?next=/ui/");
        row("/vnc.html?session=1&a=b", "./auth/login?next=/vnc.html%3Fsession%3D1%26a%3Db");
        row("/ui/?token=wrong", "../auth/login?wrong=1&next=/ui/");
        row("/vnc.html?ticket=old&session=1", "./auth/login?next=/vnc.html%3Fsession%3D1");
    }
    void sendsABrowserToTheLoginPageAndBackWithoutSecrets()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, location);
        AuthFixture server;
        const Verdict verdict = server.check("GET " + target, {"Accept: text/html"});
        QCOMPARE(verdict.refusal, 303);
        QCOMPARE(field(verdict.fields, "location"), location);
        QVERIFY(field(verdict.fields, "set-cookie").isEmpty());
    }

    void letsATicketInOnceBelowItsPath()
    {
        AuthFixture server;
        const auto ticket = [&] { return server.credentials.tickets().issue("/sessions/1/"); };
        const auto upgrade = [&](const QByteArray &path, const QByteArray &value) {
            return server.check("GET " + path + "?ticket=" + value, upgradeFields());
        };
        const QByteArray once = ticket();
        QCOMPARE(upgrade("/sessions/1/vnc", once).principal, "ticket");
        QCOMPARE(upgrade("/sessions/1/vnc", once).refusal, 401);
        QCOMPARE(upgrade("/sessions/2/vnc", ticket()).refusal, 401);
        QCOMPARE(server.check("GET /sessions/1/screenshot?ticket=" + ticket()).principal, "ticket");
        QCOMPARE(server.check("DELETE /sessions/1?ticket=" + ticket()).refusal, 401);
    }

    void slowsThoseDownWhoGuessButNeverTheRightToken()
    {
        AuthFixture server;
        const auto guess = [&] {
            return server.check("GET /sessions/", {"Authorization: Bearer wrong"});
        };
        for (int count = 0; count < WrongTries::kMost; ++count)
            QCOMPARE(guess().refusal, 401);
        for (int count = 0; count < 100; ++count)
            QCOMPARE(server.check("GET /sessions/").refusal, 401); // none is not a wrong one
        const Verdict late = guess();
        QCOMPARE(late.refusal, 429);
        QCOMPARE(field(late.fields, "retry-after"), "60");
        QCOMPARE(server.check("GET /ui/?token=wrong", {"Accept: text/html"}).refusal, 429);
        QCOMPARE(server.check("GET /sessions/", {kRight}).refusal, 0);
        QCOMPARE(server.check("GET /health", {"Authorization: Bearer wrong"}).refusal, 0);

        server.clock.advance(WrongTries::kWindow);
        QCOMPARE(guess().refusal, 401);
    }

    void tellsBrowsersToComeByHttpsOnlyUnderANameOfItsOwn_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<bool>("told");
        const QByteArray pilot = "Host: pilot.example.com";
        const QByteArray byProxy = "X-Forwarded-Proto: https";
        QTest::newRow("plain") << false << QByteArrayList{pilot} << false;
        QTest::newRow("TLS") << true << QByteArrayList{pilot} << true;
        QTest::newRow("TLS of a proxy") << false << QByteArrayList{pilot, byProxy} << true;
        QTest::newRow("localhost") << true << QByteArrayList{"Host: localhost:8443"} << false;
        QTest::newRow("an address") << true << QByteArrayList{"Host: 127.0.0.1"} << false;
    }
    void tellsBrowsersToComeByHttpsOnlyUnderANameOfItsOwn()
    {
        QFETCH(bool, tls);
        QFETCH(QByteArrayList, fields);
        QFETCH(bool, told);
        AuthFixture server({.allowedHosts = {u"pilot.example.com"_s},
                            .tlsCertificate = tls ? u"/cert.pem"_s : QString()});
        for (const char *path : {"GET /sessions/", "GET /health", "GET /auth/login"})
            QCOMPARE(
                !field(server.check(path, fields).fields, "strict-transport-security").isEmpty(),
                told);
    }

    void staysLoggedInForThirtyDaysAndOverARestart()
    {
        AuthFixture before;
        const QByteArrayList login =
            shown(before.credentials.logIn(headOf("GET /"), kPeer)) + QByteArrayList{"Cookie: a=b"};
        AuthFixture after;
        after.clock.advance(std::chrono::hours(30 * 24) - std::chrono::seconds(1));
        QCOMPARE(after.check("GET /sessions/", login).principal, "browser");
        after.clock.advance(std::chrono::seconds(1));
        QCOMPARE(after.check("GET /sessions/", login).refusal, 401);
    }
};

PILOTHOUSE_UNIT_TEST(TestAccessControl)
#include "tst_access_control.moc"
