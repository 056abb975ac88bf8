#include "mcp_desk.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QJsonObject facts(const QJsonObject &result)
{
    return result.value(u"structuredContent"_s).toObject();
}

} // namespace

class TestMcpAgent : public QObject
{
    Q_OBJECT
private slots:
    void beginsWithTheVersionThatTheClientSpeaks()
    {
        McpDesk desk;
        for (const auto &[asked, given] :
             {std::pair(u"2025-06-18"_s, u"2025-06-18"_s),
              std::pair(u"2026-07-28"_s, u"2025-11-25"_s), std::pair(u"1999"_s, u"2025-11-25"_s)}) {
            const McpAnswer answer = desk.ask(u"initialize"_s, {{u"protocolVersion"_s, asked}});
            const QJsonObject result = answer.message.value(u"result"_s).toObject();
            QCOMPARE(result.value(u"protocolVersion"_s).toString(), given);
            QVERIFY(answer.beginner.has_value());
        }
    }

    void doesATaskAndTellsItsEnd()
    {
        McpDesk desk(
            {{.text = u"Looking"_s, .toolCalls = {shellCall(u"c1"_s)}}, {.text = u"42 files"_s}});
        const QJsonObject result =
            desk.call(u"run_task"_s, {{u"task"_s, u"Count"_s}}, {{u"progressToken"_s, u"p"_s}});
        QVERIFY(!result.value(u"isError"_s).toBool());
        QCOMPARE(facts(result).value(u"status"_s).toString(), u"completed"_s);
        QCOMPARE(facts(result).value(u"last_words"_s).toString(), u"42 files"_s);
        const QString id = facts(result).value(u"session_id"_s).toString();
        QCOMPARE(facts(result).value(u"watch_url"_s).toString(), u"http://here/ui/#"_s + id);
        QVERIFY(desk.told.size() >= 2); // the session, and what it does
        QCOMPARE(desk.told.last().value(u"method"_s).toString(), u"notifications/progress"_s);
        QVERIFY(QTest::qWaitFor([&] { return desk.audit.entries()->size() >= 1; }));
        QCOMPARE(desk.audit.entries()->constFirst().entry.actor, u"token (MCP)"_s);
    }

    void returnsAQuestionAndTakesItsAnswer()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const QJsonObject asked =
            facts(desk.call(u"run_task"_s, {{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}}));
        QCOMPARE(asked.value(u"status"_s).toString(), u"awaiting_approval"_s);
        const QJsonObject question = asked.value(u"questions"_s).toArray().at(0).toObject();
        QCOMPARE(question.value(u"tool"_s).toString(), u"bash"_s);
        const QJsonObject answered =
            facts(desk.call(u"approve"_s, {{u"session_id"_s, asked.value(u"session_id"_s)},
                                           {u"call_id"_s, question.value(u"call_id"_s)},
                                           {u"decision"_s, u"allow"_s}}));
        QCOMPARE(answered.value(u"status"_s).toString(), u"completed"_s);
        QCOMPARE(desk.agent.benches.calls.size(), 1);
    }

    void doesNotWhatIsDenied()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Then not"_s}});
        const QJsonObject asked =
            facts(desk.call(u"run_task"_s, {{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}}));
        const QJsonObject denied =
            facts(desk.call(u"approve"_s, {{u"session_id"_s, asked.value(u"session_id"_s)},
                                           {u"call_id"_s, asked[u"questions"_s][0][u"call_id"_s]},
                                           {u"decision"_s, u"deny"_s},
                                           {u"note"_s, u"Not today"_s}}));
        QCOMPARE(denied.value(u"last_words"_s).toString(), u"Then not"_s);
        QCOMPARE(desk.agent.benches.calls.size(), 0);
        const SessionId session{asked.value(u"session_id"_s).toString()};
        QCOMPARE(desk.agent.bodies<ApprovalDecided>(session).first().note, u"Not today"_s);
    }

    void keepsTheLimitsOfACall()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Never"_s}});
        const QJsonObject result = facts(
            desk.call(u"run_task"_s,
                      {{u"task"_s, u"Count"_s}, {u"max_steps"_s, 1}, {u"max_cost_usd"_s, 0.5}}));
        const SessionId session{result.value(u"session_id"_s).toString()};
        const SessionOptions options = desk.agent.sessions.find(session)->options;
        QCOMPARE(options.budget.maxSteps, 1);
        QCOMPARE(options.budget.maxCostUsd, 0.5);
        QCOMPARE(desk.agent.model.requests().size(), 1);
    }

    void tellsProgressOnlyToWhoWantsIt()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        desk.call(u"run_task"_s, {{u"task"_s, u"List"_s}});
        QVERIFY(desk.told.isEmpty());
    }

    void listsAsManySessionsAsAreAskedFor()
    {
        McpDesk desk({{.text = u"A"_s}, {.text = u"B"_s}, {.text = u"C"_s}});
        for (const QString &task : {u"a"_s, u"b"_s, u"c"_s})
            desk.call(u"run_task"_s, {{u"task"_s, task}});
        const QJsonObject two = facts(desk.call(u"list_sessions"_s, {{u"limit"_s, 2}}));
        QCOMPARE(two.value(u"sessions"_s).toArray().size(), 2);
    }

    // A client that asks its user for what is not read-only must be able to rely on it.
    void saysTrulyWhichToolsChangeNothing()
    {
        McpDesk desk;
        QStringList reading;
        const QJsonValue tools = desk.ask(u"tools/list"_s, {}).message[u"result"_s][u"tools"_s];
        for (const QJsonValue &tool : tools.toArray()) {
            const QJsonValue hints = tool[u"annotations"_s];
            if (hints[u"readOnlyHint"_s].toBool())
                reading.append(tool[u"name"_s].toString());
            QVERIFY(!(hints[u"readOnlyHint"_s].toBool() && hints[u"destructiveHint"_s].toBool()));
            QCOMPARE(hints.toObject().size(), 4);
        }
        reading.sort();
        QCOMPARE(reading,
                 (QStringList{u"elements"_s, u"list_sessions"_s, u"read_file"_s, u"read_page"_s,
                              u"screenshot"_s, u"session_status"_s, u"wait"_s, u"wait_for"_s}));
    }

    void interruptsWhatGoesOn()
    {
        McpDesk desk(QList<ScriptedReply>{{.hang = true}});
        const QJsonObject running =
            facts(desk.call(u"run_task"_s, {{u"task"_s, u"Think"_s}, {u"wait_s"_s, 0}}));
        QCOMPARE(running.value(u"status"_s).toString(), u"running"_s);
        const QJsonObject id{{u"session_id"_s, running.value(u"session_id"_s)}};
        const QJsonObject stopped = facts(desk.call(u"interrupt"_s, id));
        QCOMPARE(stopped.value(u"status"_s).toString(), u"interrupted"_s);
    }

    void stopsTheRunOfACallThatIsGivenUp()
    {
        McpDesk desk(QList<ScriptedReply>{{.hang = true}});
        const QJsonObject params{{u"name"_s, u"run_task"_s},
                                 {u"arguments"_s, QJsonObject{{u"task"_s, u"Think"_s}}}};
        TaskScope tasks;
        bool isAnswered = false;
        tasks.launch([&](std::stop_token stop) -> QCoro::Task<> {
            const QByteArray text = desk.text(u"tools/call"_s, params);
            co_await desk.server.answer(text, desk.transport(), stop);
            isAnswered = true;
        });
        QTRY_VERIFY(!desk.registry.openSessions().isEmpty() &&
                    desk.registry.find(desk.registry.openSessions().first())->isRunning());
        const SessionId id = desk.registry.openSessions().first();
        const QByteArray cancel =
            compactJson(rpcNotification(u"notifications/cancelled"_s, {{u"requestId"_s, 1}}));
        McpTransport other = desk.transport();
        other.client = "another client";
        QCoro::waitFor(desk.server.answer(cancel, other, {}));
        QVERIFY(desk.registry.find(id)->isRunning());
        QCoro::waitFor(desk.server.answer(cancel, desk.transport(), {}));
        QTRY_VERIFY(isAnswered);
        QTRY_COMPARE(name(desk.registry.record(id)->status), u"interrupted"_s);
    }

    void aCallIsGivenUpByItsOwnClientAlone()
    {
        RunningCalls calls;
        const auto keyOfFirst = [](const QByteArray &client) {
            return RunningCalls::keyOf(client, 1); // most clients count from there
        };
        const RunningCalls::Call own(calls, keyOfFirst("a"), {}, false);
        const RunningCalls::Call other(calls, keyOfFirst("b"), {}, false);
        const RunningCalls::Call nobodys(calls, keyOfFirst({}), {}, false);
        calls.cancel(keyOfFirst({}));
        QVERIFY(!nobodys.isWithdrawn()); // by whom nobody could tell
        calls.cancel(keyOfFirst("a"));
        QVERIFY(own.isWithdrawn() && own.token().stop_requested() && *own.isCancelled());
        QVERIFY(!other.isWithdrawn() && !other.token().stop_requested());
        calls.cancel(RunningCalls::keyOf("b", u"1"_s)); // text is another id
        QVERIFY(!other.isWithdrawn());
        calls.cancel(keyOfFirst("b"));
        QVERIFY(other.isWithdrawn());
    }

    void refusesBadCallsSoThatTheModelCanMendThem()
    {
        McpDesk desk;
        const QJsonObject result = desk.call(u"run_task"_s, {{u"tusk"_s, u"x"_s}});
        QVERIFY(result.value(u"isError"_s).toBool());
        QVERIFY(desk.call(u"session_status"_s, {{u"session_id"_s, u"nobody"_s}})
                    .value(u"isError"_s)
                    .toBool());
        QCOMPARE(desk.ask(u"tools/call"_s, {{u"name"_s, u"no_tool"_s}}).code,
                 int(RpcError::kInvalidParams));
        QCOMPARE(desk.ask(u"roots/list"_s, {}).code, int(RpcError::kUnknownMethod));
    }

    void tellsItsToolsCheaply()
    {
        McpDesk desk;
        const QJsonObject list =
            desk.ask(u"tools/list"_s, {}).message.value(u"result"_s).toObject();
        QCOMPARE(list.value(u"tools"_s).toArray().size(), 24);
        qsizetype bytes = 0; // of what a model is told; 4 make a token (measured: 3.98 to 4.3)
        for (const QJsonValue &tool : list.value(u"tools"_s).toArray())
            bytes += compactJson({{u"name"_s, tool[u"name"_s]},
                                  {u"description"_s, tool[u"description"_s]},
                                  {u"inputSchema"_s, tool[u"inputSchema"_s]}})
                         .size();
        QVERIFY(bytes < 9'600);
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpAgent)
#include "tst_mcp_agent.moc"
