#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSecretRoutes : public QObject
{
    Q_OBJECT
private slots:
    void aSessionIsMadeWithSecretsThatNobodyIsTold()
    {
        ApiServer server;
        const QString session = server.newSession(
            R"({"secrets":{"PIN":"1234-5678","WEB":{"value":"web-value","hosts":["a.example"]}}})");
        const ApiAnswer listed = server.get(session + u"/secrets"_s);
        QCOMPARE(listed.status, 200);
        QCOMPARE(listed.body, QByteArray(R"([{"hosts":[],"name":"PIN","windows":[]},)"
                                         R"({"hosts":["a.example"],"name":"WEB","windows":[]}])"));
        const QStringList targets{session, session + u"/secrets"_s,
                                  session + u"/events?format=json"_s, u"/audit"_s,
                                  session + u"/export?format=json"_s};
        for (const QString &target : targets) {
            const QByteArray body = server.get(target).body;
            QVERIFY2(!body.contains("1234-5678") && !body.contains("web-value"), body.constData());
        }
    }

    void oneIsGivenReplacedAndTakenBack()
    {
        ApiServer server;
        const QString session = server.newSession();
        const QString secret = session + u"/secrets/my.pass"_s;
        const ApiAnswer given =
            server.ask("PUT", secret, R"({"value":"web-value","windows":["xterm"]})");
        QCOMPARE(given.status, 201);
        QCOMPARE(given.body, QByteArray(R"({"hosts":[],"name":"my.pass","windows":["xterm"]})"));
        QCOMPARE(server.ask("PUT", secret, R"({"value":"another"})").status, 200);
        QCOMPARE(server.ask("DELETE", secret).status, 200);
        QCOMPARE(server.ask("DELETE", secret).status, 404);
        QCOMPARE(server.get(session + u"/secrets"_s).body, QByteArray("[]"));
    }

    void whatWillNotDoIsRefusedWithoutTellingIt_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("target"); // %1: a session
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *method, const char *target,
                            const char *body, int status) {
            QTest::newRow(name) << QByteArray(method) << QString::fromLatin1(target)
                                << QByteArray(body) << status;
        };
        const char *one = "%1/secrets/A";
        row("too short", "PUT", one, R"({"value":"abc"})", 422);
        row("no value", "PUT", one, "", 422);
        row("a number", "PUT", one, R"({"value":12345})", 422);
        row("a page", "PUT", one, R"({"value":"long-value","hosts":["a.example/x"]})", 422);
        row("another member", "PUT", one, R"({"value":"long-value","host":"a.example"})", 422);
        row("a bad name", "PUT", "%1/secrets/a+b", R"({"value":"long-value"})", 422);
        row("no such session", "PUT", "/sessions/none/secrets/A", R"({"value":"long-value"})", 404);
        row("no such session's", "GET", "/sessions/none/secrets", "", 404);
        row("in a new session", "POST", "/sessions", R"({"secrets":{"A":"long-value","B":"x"}})",
            422);
        row("a list", "POST", "/sessions", R"({"secrets":["long-value"]})", 422);
    }
    void whatWillNotDoIsRefusedWithoutTellingIt()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, target);
        QFETCH(QByteArray, body);
        ApiServer server;
        const QString session = server.newSession();
        if (target.contains("%1"_L1))
            target = target.arg(session);
        const ApiAnswer answer = server.ask(method, target, body);
        QTEST(answer.status, "status");
        QVERIFY2(!answer.body.contains("long-value"), answer.body.constData());
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestSecretRoutes)
#include "tst_secret_routes.moc"
