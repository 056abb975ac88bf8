#include "auth_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;

/// A login has two halves, and either alone opens nothing.
class TestPageKey : public QObject
{
    Q_OBJECT
private slots:
    void opensNothingWithTheCookieAlone_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<int>("refusal");
        QTest::addColumn<QByteArray>("principal");
        const QByteArrayList page{"Accept: text/html"};
        const auto row = [](const char *start, const QByteArrayList &fields, int refusal,
                            const char *principal = "") {
            QTest::newRow(start) << QByteArray(start) << fields << refusal << QByteArray(principal);
        };
        row("GET /sessions/", {}, 401);
        row("POST /sessions/", {"Content-Length: 0"}, 401);
        row("POST /auth/ticket", {"Content-Length: 0"}, 401);
        row("DELETE /auth/login", {}, 401);
        row("GET /blobs/abc", {}, 401);
        row("GET /metrics", {}, 401);
        row("GET /uix", {}, 401);
        row("POST /ui/", {"Content-Length: 0"}, 401);
        row("GET /sessions/1/ws", upgradeFields(), 401);
        row("GET /ui/ws", upgradeFields(), 401);
        row("GET /sessions/1/vnc", upgradeFields({"Sec-WebSocket-Protocol: binary, key."}), 401);
        row("GET /sessions/1/export?format=html", page, 303);
        row("GET /health", {}, 0);
        row("GET /ui/", page, 0, "page");
        row("GET /ui/main.js", {}, 0, "page");
        row("GET /", page, 0, "page");
        row("GET /chat", page, 0, "page");
        row("GET /docs/docs.js", {}, 0, "page");
        row("GET /auth/enter", page, 0, "page");
    }
    void opensNothingWithTheCookieAlone()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArrayList, fields);
        QFETCH(int, refusal);
        QFETCH(QByteArray, principal);
        AuthFixture server;
        const auto login = server.credentials.logIn(headOf("GET /"), kPeer);
        const auto other = server.credentials.logIn(headOf("GET /"), kPeer);

        const Verdict verdict = server.check(start, fields + shown(login, false));
        QCOMPARE(verdict.refusal, refusal);
        QCOMPARE(verdict.principal, principal);
        const QByteArrayList foreign{shown(login).first(), shown(other).last()};
        QCOMPARE(server.check(start, fields + foreign).refusal, refusal);
        QCOMPARE(server.check(start, fields + QByteArrayList{shown(login).last()}).principal, "");
    }

    void opensAllWithCookieAndPageKey()
    {
        AuthFixture server;
        const auto login = server.credentials.logIn(headOf("GET /"), kPeer);
        QCOMPARE(server.check("DELETE /sessions/1", shown(login)).principal, "browser");
        const QByteArrayList socket{shown(login).first(),
                                    "Sec-WebSocket-Protocol: binary, key." + login.pageKey};
        QCOMPARE(server.check("GET /sessions/1/vnc", upgradeFields(socket)).principal, "browser");
        const HttpHead head = headOf("GET /sessions/1/vnc", upgradeFields(socket));
        QVERIFY(server.credentials.mayStay("browser", head));
        server.credentials.logOut(headOf("DELETE /auth/login", shown(login)), kPeer);
        QVERIFY(!server.credentials.mayStay("browser", head));
        QCOMPARE(server.check("DELETE /sessions/1", shown(login)).refusal, 401);
    }

    void keepsTheKeyOfAPageOnAnotherPortAtAFurtherLogin()
    {
        AuthFixture server;
        const auto first = server.credentials.logIn(headOf("GET /"), kPeer);
        const auto again = server.credentials.logIn(headOf("GET /", shown(first, false)), kPeer);
        QCOMPARE(again.pageKey, first.pageKey);
        QCOMPARE(shown(again), shown(first));
        server.clock.advance(std::chrono::hours(16 * 24)); // soon it ends
        const auto late = server.credentials.logIn(headOf("GET /", shown(first, false)), kPeer);
        QVERIFY(late.pageKey != first.pageKey);
        QCOMPARE(server.check("GET /sessions/", shown(late)).principal, "browser");
    }
};

PILOTHOUSE_UNIT_TEST(TestPageKey)
#include "tst_page_key.moc"
