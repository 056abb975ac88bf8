#include "api_server.h"

#include "core/wait.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ScriptedReply hanging()
{
    ScriptedReply reply;
    reply.hang = true;
    return reply;
}

ScriptedReply failing(const QString &message)
{
    ScriptedReply reply;
    reply.error = Error{Errc::Unauthorized, message};
    return reply;
}

QStringList eventTypes(ApiServer &server, const QString &session)
{
    QStringList types;
    const QJsonArray events =
        server.get(session + u"/events?format=json"_s).json().value(u"events"_s).toArray();
    for (const QJsonValue &event : events)
        types.append(event[u"type"_s].toString());
    return types;
}

/// A tool that works until somebody stops it.
QCoro::Task<ToolOutcome> workUntilStopped(ToolCall, std::stop_token stop)
{
    co_await sleepFor(systemClock(), std::chrono::seconds(60), stop);
    ToolOutcome outcome;
    outcome.text = u"Stopped."_s;
    outcome.isError = true;
    co_return outcome;
}

} // namespace

class TestRunsAndInterruptions : public QObject
{
    Q_OBJECT
private slots:
    void answersForWhatIsStoredOnly_data()
    {
        QTest::addColumn<QString>("deed");
        QTest::addColumn<bool>("isLocked"); // else read-only
        QTest::addColumn<int>("status");
        QTest::newRow("resume, locked") << u"/resume"_s << true << 503;
        QTest::newRow("resume, read-only") << u"/resume"_s << false << 507;
        QTest::newRow("approval, locked") << u"/approvals/call_1"_s << true << 503;
        QTest::newRow("approval, read-only") << u"/approvals/call_1"_s << false << 507;
    }
    void answersForWhatIsStoredOnly()
    {
        QFETCH(QString, deed);
        QFETCH(bool, isLocked);
        ApiServer server({{.toolCalls = {bashCall(u"call_1"_s)}}, {.text = u"Done."_s}});
        const QString session = server.newSession(R"({"approval":"all"})");
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"awaiting_approval"_s));
        if (deed == "/resume"_L1) {
            server.post(session + u"/interrupt"_s);
            QVERIFY(server.waitForStatus(session, u"interrupted"_s));
        }
        auto other = Connection::open(server.agent.folder.filePath(u"db"_s),
                                      Connection::Access::ReadWrite, {});
        server.agent.database->flush(); // what is stored behind the status: nobody else writes now
        if (isLocked)
            QVERIFY((*other)->run(u"BEGIN IMMEDIATE"_s));
        else
            QVERIFY(QCoro::waitFor(server.agent.database->write(
                [](Connection &c) { return c.run(u"PRAGMA query_only = 1"_s); })));

        const ApiAnswer refused = server.post(session + deed, R"({"decision":"allow"})");

        QTEST(refused.status, "status");
        const QString detail = refused.text("detail");
        QVERIFY2(detail.contains(isLocked ? u"locked"_s : u"read-only"_s), qPrintable(detail));
        QVERIFY(server.agent.benches.calls.isEmpty());
        if (!isLocked || deed != "/resume"_L1)
            return;
        other->reset();
        QCOMPARE(server.post(session + deed).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void saysThatItRunsInTheAnswerToTheMessage()
    {
        ApiServer server({hanging()});
        const QString session = server.newSession();
        const ApiAnswer accepted = server.post(session + u"/messages"_s, kHello);
        QCOMPARE(accepted.status, 202);
        QCOMPARE(accepted.text("status"), u"running"_s);
        QCOMPARE(server.get(session).text("status"), u"running"_s);
        QCOMPARE(server.get(u"/sessions"_s).array().at(0)[u"status"_s].toString(), u"running"_s);
    }

    void takesTheNextMessageAfterARunThatFailed()
    {
        ApiServer server({failing(u"The key is wrong."_s), {.text = u"Now it works."_s}});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"error"_s));
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void takesTheNextMessageAfterADesktopThatDidNotStart()
    {
        ApiServer server;
        server.agent.benches.openError = Error{Errc::Unavailable, u"There is no X server."_s};
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"error"_s));
        QCOMPARE(eventTypes(server, session), (QStringList{u"user"_s, u"error"_s}));
        server.agent.benches.openError.reset();
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void doesNothingWhenItInterruptsWhatDoesNotRun()
    {
        ApiServer server({{.text = u"Hello."_s}});
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/interrupt"_s).status, 202);
        QCOMPARE(server.get(session).text("status"), u"active"_s);
        server.post(session + u"/messages"_s, kHello); // and the next run is not the one meant
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(server.post(session + u"/interrupt"_s).status, 202);
        QCOMPARE(server.get(session).text("status"), u"completed"_s);
    }

    void endsARunningToolAndWhatWouldHaveFollowed()
    {
        ApiServer server({{.toolCalls = {bashCall(u"a"_s), bashCall(u"b"_s)}},
                          {.text = u"As if nothing had happened."_s}});
        server.agent.benches.behaviour = workUntilStopped;
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QTRY_COMPARE(server.agent.benches.calls.size(), 1);
        QCOMPARE(server.post(session + u"/interrupt"_s).status, 202);
        QVERIFY(server.waitForStatus(session, u"interrupted"_s));
        QCOMPARE(server.agent.benches.calls.size(), 1);    // the second was not begun
        QCOMPARE(server.agent.model.requests().size(), 1); // and the model not asked again
        QCOMPARE(eventTypes(server, session).count(u"tool_result"_s), 2); // but both are answered

        server.agent.benches.behaviour = {};
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void runsTheToolsOfAReplyOneAfterAnotherAndThenAsksOnce()
    {
        ApiServer server(
            {{.toolCalls = {bashCall(u"a"_s), bashCall(u"b"_s)}}, {.text = u"Both are done."_s}});
        int busy = 0;
        int most = 0;
        server.agent.benches.behaviour = [&](ToolCall,
                                             std::stop_token stop) -> QCoro::Task<ToolOutcome> {
            most = std::max(most, ++busy);
            co_await sleepFor(systemClock(), std::chrono::milliseconds(5), stop);
            --busy;
            ToolOutcome outcome;
            outcome.text = u"done"_s;
            co_return outcome;
        };
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(most, 1);
        QCOMPARE(server.agent.model.requests().size(), 2);
        const QStringList expected{u"user"_s,        u"status"_s,       u"tool_use"_s,
                                   u"tool_use"_s,    u"usage"_s,        u"tool_started"_s,
                                   u"tool_result"_s, u"tool_started"_s, u"tool_result"_s,
                                   u"text"_s,        u"usage"_s,        u"completed"_s};
        QCOMPARE(eventTypes(server, session), expected);
    }

    void tellsAConfirmedToolInItsOrder()
    {
        ApiServer server({{.toolCalls = {bashCall(u"a"_s)}}, {.text = u"Done."_s}});
        const QString session = server.newSession(R"({"approval":"all"})");
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"awaiting_approval"_s));
        const QByteArray edit = R"({"decision":"edit","input":{"command":"pwd"}})";
        QCOMPARE(server.post(session + u"/approvals/a"_s, edit).status, 200);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QStringList types = eventTypes(server, session);
        types.removeAll(u"status"_s);
        const QStringList expected{u"user"_s,
                                   u"tool_use"_s,
                                   u"usage"_s,
                                   u"approval_request"_s,
                                   u"approval_decision"_s,
                                   u"tool_started"_s,
                                   u"tool_result"_s,
                                   u"text"_s,
                                   u"usage"_s,
                                   u"completed"_s};
        QCOMPARE(types, expected);
        QCOMPARE(server.agent.benches.calls.at(0).input.value(u"command"_s).toString(), u"pwd"_s);
    }

    void answersNoQuestionOfAnotherSession()
    {
        ApiServer server({{.toolCalls = {bashCall(u"a"_s)}}});
        const QString asking = server.newSession(R"({"approval":"all"})");
        const QString other = server.newSession();
        server.post(asking + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(asking, u"awaiting_approval"_s));
        QCOMPARE(server.post(other + u"/approvals/a"_s, R"({"decision":"allow"})").status, 404);
        QVERIFY(server.agent.benches.calls.isEmpty());
        server.post(asking + u"/approvals/a"_s, R"({"decision":"deny"})");
        QVERIFY(server.waitForStatus(asking, u"completed"_s));
        QVERIFY(server.agent.benches.calls.isEmpty());
    }

    void runsOtherSessionsWhileOneWaits()
    {
        ApiServer server({hanging(), {.text = u"Quick."_s}});
        const QString slow = server.newSession();
        const QString quick = server.newSession();
        server.post(slow + u"/messages"_s, kHello);
        QTRY_COMPARE(server.agent.model.requests().size(), 1);
        server.post(quick + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(quick, u"completed"_s));
        QCOMPARE(server.get(slow).text("status"), u"running"_s);
    }

    void endsTheRunOfASessionThatIsFinishedOrDeleted_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("afterwards");
        QTest::newRow("finished") << QByteArray("PATCH") << u"/finish"_s << 200;
        QTest::newRow("deleted") << QByteArray("DELETE") << u""_s << 404;
    }
    void endsTheRunOfASessionThatIsFinishedOrDeleted()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(int, afterwards);
        ApiServer server({hanging()});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, kHello);
        QTRY_COMPARE(server.agent.model.requests().size(), 1);
        QCOMPARE(server.ask(method, session + path).status, 200);
        QCOMPARE(server.registry.openCount(), 0);
        const ApiAnswer answer = server.get(session);
        QCOMPARE(answer.status, afterwards);
        if (afterwards == 200) {
            QCOMPARE(answer.text("status"), u"finished"_s);
            QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 409);
        }
    }

    void usesTheKeyOfAMessageForItsRunAlone()
    {
        ApiServer server;
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, R"({"message":"Hello","api_key":"sk-mine"})");
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        server.post(session + u"/messages"_s, kHello);
        QTRY_COMPARE(server.agent.model.requests().size(), 2);
        QCOMPARE(server.agent.model.requests().at(0).apiKey, u"sk-mine"_s);
        QVERIFY(server.agent.model.requests().at(1).apiKey.isEmpty());
        QVERIFY(!server.get(session + u"/export?format=json"_s).body.contains("sk-mine"));
    }
};

PILOTHOUSE_UNIT_TEST(TestRunsAndInterruptions)
#include "tst_runs_and_interruptions.moc"
