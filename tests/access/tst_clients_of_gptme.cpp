#include "auth_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kOrigin = "Origin: https://chat.example";
const QByteArray kEvents = "GET /api/v2/conversations/a/events?session_id=b&token=" + kToken;

ServerConfig withOrigin()
{
    return {.corsOrigins = {u"https://chat.example"_s}};
}

} // namespace

class TestClientsOfGptme : public QObject
{
    Q_OBJECT
private slots:
    void knowsThemByTheirWays_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<int>("refusal");
        QTest::addColumn<QByteArray>("principal");
        const auto row = [](const char *name, const QByteArray &start, const QByteArrayList &fields,
                            int refusal, const char *principal) {
            QTest::newRow(name) << start << fields << refusal << QByteArray(principal);
        };
        const QByteArray bearer = "Authorization: bearer " + kToken;
        row("version", "GET /api/v2", {}, 0, "");
        row("version, wrong token", "GET /api/v2/version", {"Authorization: Bearer x"}, 0, "");
        row("token", "PUT /api/v2/conversations/a", {bearer}, 0, "token");
        row("none", "GET /api/v2/models", {}, 401, "");
        row("a browser gets no page", "GET /api/v2/models", {"Accept: text/html"}, 401, "");
        row("another scheme", "GET /api/v2/models", {"Authorization: Basic " + kToken}, 401, "");
        row("cookie to be given", "POST /api/v2/auth/cookie", {"Content-Length: 0"}, 401, "");
        row("cookie to be taken", "DELETE /api/v2/auth/cookie", {}, 0, "");
        row("stream by its address", kEvents, {kOrigin}, 0, "token");
        row("stream of no page", kEvents, {}, 401, "");
        row("stream of a foreign page", kEvents, {"Origin: https://evil.example"}, 401, "");
        row("no stream", "GET /api/v2/conversations/a?token=" + kToken, {kOrigin}, 401, "");
        row("another's stream", "GET /sessions/a/events?token=x", {kOrigin}, 401, "");
    }
    void knowsThemByTheirWays()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArrayList, fields);
        AuthFixture server(withOrigin());
        const Verdict verdict = server.check(start, fields);
        QTEST(verdict.refusal, "refusal");
        QTEST(verdict.principal, "principal");
    }

    void opensWhatIsReadByTheirCookieForADay()
    {
        AuthFixture server;
        const HttpFields given = server.credentials.giveReadingCookie(headOf("GET /"));
        const QByteArrayList cookie{"Cookie: a=b; " + cookieIn(field(given, "set-cookie"))};
        QCOMPARE(server.check("GET /api/v2/models", cookie).principal, "cookie");
        QCOMPARE(server.check("DELETE /api/v2/conversations/a", cookie).refusal, 401);
        QCOMPARE(server.check("GET /sessions/", cookie).refusal, 401);
        QVERIFY(server.credentials.mayStay("cookie", headOf("GET /", cookie)));
        server.clock.advance(std::chrono::hours(24));
        QCOMPARE(server.check("GET /api/v2/models", cookie).refusal, 401);
        QVERIFY(!server.credentials.mayStay("cookie", headOf("GET /", cookie)));
    }

    void takesNoCookieButItsOwn()
    {
        AuthFixture server;
        const LoginCookies::Login login = server.credentials.logIn(headOf("GET /"), kPeer);
        const QByteArray value = cookieIn(field(login.fields, "set-cookie"));
        const QByteArray renamed = "gptme_auth=" + value.sliced(value.indexOf('=') + 1);
        for (const QByteArray &cookie : {renamed, QByteArray("gptme_auth=" + kToken),
                                         QByteArray("gptme_auth="), QByteArray("gptme_auth=a.9.b")})
            QCOMPARE(server.check("GET /api/v2/models", {"Cookie: " + cookie}).refusal, 401);
    }
};

PILOTHOUSE_UNIT_TEST(TestClientsOfGptme)
#include "tst_clients_of_gptme.moc"
