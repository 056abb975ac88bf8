// What is changed of a session after it was made, and what is not asked about again.
#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSessionChanges : public QObject
{
    Q_OBJECT
private slots:
    void changesHowASessionWorks()
    {
        ApiServer server;
        const QString session = server.newSession();
        const ApiAnswer changed = server.ask(
            "PATCH", session,
            R"({"title":"New","approval":"all","max_steps":400,"max_cost_usd":2.5,"max_time":60,"max_tokens_total":5000000000,"model":"claude-opus-5"})");
        QCOMPARE(changed.status, 200);
        const QJsonObject now = server.get(session).json();
        QCOMPARE(now, changed.json());
        QCOMPARE(now["title"_L1].toString(), u"New"_s);
        QCOMPARE(now["approval"_L1].toString(), u"all"_s);
        QCOMPARE(now["model"_L1].toString(), u"claude-opus-5"_s);
        QCOMPARE(now["max_steps"_L1].toInt(), 400);
        QCOMPARE(now["max_cost_usd"_L1].toDouble(), 2.5);
        QCOMPARE(now["max_time"_L1].toInt(), 60);
        QCOMPARE(now["max_tokens_total"_L1].toInteger(), 5'000'000'000);
        server.ask("PATCH", session + u"/finish"_s);
        QCOMPARE(server.ask("PATCH", session, R"({"max_steps":1})").status, 409);
    }

    void saysWhatOfAChangeIsWrong_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("nothing") << QByteArray("{}") << u"title"_s;
        QTest::newRow("empty title") << QByteArray(R"({"title":"","max_steps":1})") << u"title"_s;
        QTest::newRow("policy") << QByteArray(R"({"approval":"never"})") << u"approval"_s;
        QTest::newRow("steps") << QByteArray(R"({"max_steps":-1})") << u"max_steps"_s;
        QTest::newRow("time") << QByteArray(R"({"max_time":"1 h"})") << u"max_time"_s;
        QTest::newRow("other tools")
            << QByteArray(R"({"model":"claude-sonnet-4-5"})") << u"model"_s;
        QTest::newRow("unknown prices")
            << QByteArray(R"({"model":"qwen","max_cost_usd":1})") << u"max_cost_usd"_s;
    }
    void saysWhatOfAChangeIsWrong()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        ApiServer server;
        const QString session = server.newSession();
        const ApiAnswer answer = server.ask("PATCH", session, body);
        QCOMPARE(answer.status, 422);
        const QJsonArray place{u"body"_s, field};
        QCOMPARE(answer.json()["detail"_L1][0]["loc"_L1].toArray(), place);
        QCOMPARE(server.get(session).json()["last_seq"_L1].toInt(), 0);
    }

    void listsAndTakesBackWhatIsNotAskedAgain()
    {
        const ToolCall call{u"c1"_s, {}, u"bash"_s, u"bash"_s, u"run"_s, neededInput(u"run"_s)};
        ApiServer server({{.toolCalls = {call}}, {}});
        const QString session = server.newSession(R"({"approval":"all"})");
        const QString grants = session + u"/grants"_s;
        QCOMPARE(server.get(grants).body, QByteArray("[]"));
        server.post(session + u"/messages"_s, R"({"message":"Go"})");
        QVERIFY(server.waitForStatus(session, u"awaiting_approval"_s));
        server.post(session + u"/approvals/c1"_s, R"({"decision":"allow","remember":true})");
        QVERIFY(server.waitForStatus(session, u"completed"_s));

        const QJsonArray listed = server.get(grants).array();
        QCOMPARE(listed, server.get(session).json()["grants"_L1].toArray());
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0]["id"_L1].toString(), u"bash:run"_s);
        QCOMPARE(server.ask("DELETE", grants + u"/bash%3Arun"_s).status, 200);

        QCOMPARE(server.get(grants).body, QByteArray("[]"));
        QCOMPARE(server.ask("DELETE", grants + u"/bash:run"_s).status, 404);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionChanges)
#include "tst_session_changes.moc"
