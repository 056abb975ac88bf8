#include "mcp_desk.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kExtension = u"io.modelcontextprotocol/tasks"_s;

QJsonObject taskMeta(const QJsonObject &extensions)
{
    const QJsonObject capabilities{{u"elicitation"_s, QJsonObject()},
                                   {u"extensions"_s, extensions}};
    return {{u"io.modelcontextprotocol/protocolVersion"_s, u"2026-07-28"_s},
            {u"io.modelcontextprotocol/clientCapabilities"_s, capabilities}};
}

QJsonObject askWithTasks(McpDesk &desk, const QString &method, QJsonObject params)
{
    params.insert(u"_meta"_s, taskMeta({{kExtension, QJsonObject()}}));
    return desk.ask(method, params).message[u"result"_s].toObject();
}

/// The id of the task that a call of run_task becomes.
QString taskOf(McpDesk &desk, const QJsonObject &arguments)
{
    const QJsonObject created = askWithTasks(
        desk, u"tools/call"_s, {{u"name"_s, u"run_task"_s}, {u"arguments"_s, arguments}});
    return created[u"resultType"_s] == "task"_L1 ? created[u"taskId"_s].toString() : QString();
}

QJsonObject stateOf(McpDesk &desk, const QString &id)
{
    return askWithTasks(desk, u"tasks/get"_s, {{u"taskId"_s, id}});
}

} // namespace

class TestMcpTasks : public QObject
{
    Q_OBJECT
private slots:
    void tellTheirResultWhenTheRunHasEnded()
    {
        McpDesk desk({{.text = u"Hello"_s}});
        const QString id = taskOf(desk, {{u"task"_s, u"Greet"_s}});
        QVERIFY(!id.isEmpty());
        QTRY_COMPARE(stateOf(desk, id)[u"status"_s].toString(), u"completed"_s);
        const QJsonObject task = stateOf(desk, id);
        QCOMPARE(task[u"resultType"_s].toString(), u"complete"_s);
        QCOMPARE(task[u"result"_s][u"structuredContent"_s][u"last_words"_s].toString(), u"Hello"_s);
    }

    void askWhatTheAgentAsks()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const QString id = taskOf(desk, {{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}});
        QTRY_COMPARE(stateOf(desk, id)[u"status"_s].toString(), u"input_required"_s);
        const QJsonObject requests = stateOf(desk, id)[u"inputRequests"_s].toObject();
        QCOMPARE(requests.size(), 1);
        const QJsonObject answer{{u"action"_s, u"accept"_s},
                                 {u"content"_s, QJsonObject{{u"decision"_s, u"allow"_s}}}};
        const QJsonObject responses{{requests.keys().first(), answer}, {u"unknown"_s, answer}};
        const QJsonObject done = askWithTasks(
            desk, u"tasks/update"_s, {{u"taskId"_s, id}, {u"inputResponses"_s, responses}});
        QCOMPARE(done, (QJsonObject{{u"resultType"_s, u"complete"_s}}));
        QTRY_COMPARE(stateOf(desk, id)[u"status"_s].toString(), u"completed"_s);
        QCOMPARE(desk.agent.benches.calls.size(), 1);
    }

    void areCancelledWithTheirRunAndStaySo()
    {
        McpDesk desk(QList<ScriptedReply>{{.hang = true}, {.text = u"Later"_s}});
        const QString id = taskOf(desk, {{u"task"_s, u"Think"_s}});
        QCOMPARE(stateOf(desk, id)[u"status"_s].toString(), u"working"_s);
        QCOMPARE(askWithTasks(desk, u"tasks/cancel"_s, {{u"taskId"_s, id}}).size(), 1);
        QTRY_COMPARE(stateOf(desk, id)[u"status"_s].toString(), u"cancelled"_s);
        const QString session = id.section(u'.', 0, 0);
        desk.call(u"send_message"_s,
                  {{u"session_id"_s, session}, {u"message"_s, u"Go on"_s}, {u"wait_s"_s, 0}});
        QCOMPARE(stateOf(desk, id)[u"status"_s].toString(), u"cancelled"_s);
        QCOMPARE(askWithTasks(desk, u"tasks/cancel"_s, {{u"taskId"_s, id}}).size(), 1);
    }

    void areForThoseWhoKnowThem()
    {
        McpDesk desk;
        for (const QString &method : {u"tasks/get"_s, u"tasks/update"_s, u"tasks/cancel"_s})
            QCOMPARE(desk.ask(method, {{u"taskId"_s, u"x.1"_s}, {u"_meta"_s, taskMeta({})}}).code,
                     int(RpcError::kNoCapability));
    }

    void becomeNoneForThoseWhoDoNotKnowThem()
    {
        McpDesk desk({{.text = u"Hello"_s}});
        const QJsonObject params{{u"name"_s, u"run_task"_s},
                                 {u"arguments"_s, QJsonObject{{u"task"_s, u"Greet"_s}}},
                                 {u"_meta"_s, taskMeta({})}};
        const QJsonObject result =
            desk.ask(u"tools/call"_s, params).message[u"result"_s].toObject();
        QCOMPARE(result[u"resultType"_s].toString(), u"complete"_s);
        QCOMPARE(result[u"structuredContent"_s][u"status"_s].toString(), u"completed"_s);
        QVERIFY(!result.contains(u"taskId"_s));
    }

    void areUnknown_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addRow("nothing") << QString();
        QTest::addRow("no number") << u"x.y"_s;
        QTest::addRow("no session") << u"x.1"_s;
        QTest::addRow("below zero") << u"x.-1"_s;
    }
    void areUnknown()
    {
        QFETCH(QString, id);
        McpDesk desk;
        const QJsonObject meta = taskMeta({{kExtension, QJsonObject()}});
        QCOMPARE(desk.ask(u"tasks/get"_s, {{u"taskId"_s, id}, {u"_meta"_s, meta}}).code,
                 int(RpcError::kInvalidParams));
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpTasks)
#include "tst_mcp_tasks.moc"
