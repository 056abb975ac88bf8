#include "mcp_desk.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// A transport of a client of the old era that can ask its user, and answers by itself.
McpTransport askingTransport(McpDesk &desk, const QJsonObject &answer)
{
    McpTransport transport = desk.transport();
    transport.beginner.canElicit = true;
    transport.notify = [&desk, answer](const QJsonObject &message) {
        desk.told.append(message);
        if (message.value(u"method"_s) != u"elicitation/create"_s)
            return;
        const QByteArray reply = compactJson(rpcResult(message.value(u"id"_s), answer));
        QMetaObject::invokeMethod(
            &desk.registry,
            [&desk, reply] { QCoro::waitFor(desk.server.answer(reply, desk.transport(), {})); },
            Qt::QueuedConnection);
    };
    return transport;
}

QJsonObject callWith(McpDesk &desk, const McpTransport &transport, const QString &tool,
                     const QJsonObject &arguments, const QJsonObject &more = {})
{
    QJsonObject params{{u"name"_s, tool}, {u"arguments"_s, arguments}};
    for (auto each = more.begin(); each != more.end(); ++each)
        params.insert(each.key(), each.value());
    const QByteArray text = desk.text(u"tools/call"_s, params);
    return QCoro::waitFor(desk.server.answer(text, transport, {}))
        .message.value(u"result"_s)
        .toObject();
}

const QJsonObject kModern{{u"io.modelcontextprotocol/protocolVersion"_s, u"2026-07-28"_s},
                          {u"io.modelcontextprotocol/clientCapabilities"_s,
                           QJsonObject{{u"elicitation"_s, QJsonObject()}}}};

QJsonObject accepted(const QString &decision)
{
    return {{u"action"_s, u"accept"_s}, {u"content"_s, QJsonObject{{u"decision"_s, decision}}}};
}

QString sessionIn(const QJsonObject &opened)
{
    return opened[u"content"_s][0][u"text"_s].toString().section(u'\n', 0, 0).section(u' ', 1);
}

} // namespace

class TestMcpQuestions : public QObject
{
    Q_OBJECT
private slots:
    void areAnsweredByTheClientsUser_data()
    {
        QTest::addColumn<QJsonObject>("answer");
        QTest::addColumn<int>("carriedOut");
        QTest::addRow("allow") << accepted(u"allow"_s) << 1;
        QTest::addRow("deny") << accepted(u"deny"_s) << 0;
        QTest::addRow("decline") << QJsonObject{{u"action"_s, u"decline"_s}} << 0;
    }
    void areAnsweredByTheClientsUser()
    {
        QFETCH(QJsonObject, answer);
        QFETCH(int, carriedOut);
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const QJsonObject result = callWith(desk, askingTransport(desk, answer), u"run_task"_s,
                                            {{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}});
        QCOMPARE(result[u"structuredContent"_s][u"status"_s].toString(), u"completed"_s);
        QCOMPARE(desk.agent.benches.calls.size(), carriedOut);
        QVERIFY(desk.told.first()[u"params"_s][u"message"_s].toString().startsWith(
            u"May this be done? "_s));
    }

    void stayOpenWhereTheUserSaysNothing_data()
    {
        QTest::addColumn<QJsonObject>("answer");
        const QJsonObject accept{{u"action"_s, u"accept"_s}};
        QTest::addRow("closed") << QJsonObject{{u"action"_s, u"cancel"_s}};
        QTest::addRow("empty") << QJsonObject();
        QTest::addRow("accepted without a decision") << accept;
        QTest::addRow("an unknown decision") << accepted(u"perhaps"_s);
        QTest::addRow("a decision without a word of acceptance")
            << QJsonObject{{u"content"_s, QJsonObject{{u"decision"_s, u"allow"_s}}}};
    }
    void stayOpenWhereTheUserSaysNothing()
    {
        QFETCH(QJsonObject, answer);
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const QJsonObject result = callWith(desk, askingTransport(desk, answer), u"run_task"_s,
                                            {{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}});
        QCOMPARE(desk.agent.benches.calls.size(), 0);
        QCOMPARE(result[u"structuredContent"_s][u"status"_s].toString(), u"awaiting_approval"_s);
    }

    void areAskedForAndBroughtInTheNewEra()
    {
        McpDesk desk({{.toolCalls = {shellCall(u"c1"_s)}}, {.text = u"Done"_s}});
        const QJsonObject arguments{{u"task"_s, u"List"_s}, {u"approval"_s, u"all"_s}};
        const QJsonObject first =
            callWith(desk, desk.transport(), u"run_task"_s, arguments, {{u"_meta"_s, kModern}});
        QCOMPARE(first[u"resultType"_s].toString(), u"input_required"_s);
        QCOMPARE(first[u"inputRequests"_s][u"approval"_s][u"method"_s].toString(),
                 u"elicitation/create"_s);
        const QJsonObject second =
            callWith(desk, desk.transport(), u"run_task"_s, arguments,
                     {{u"_meta"_s, kModern},
                      {u"requestState"_s, first[u"requestState"_s]},
                      {u"inputResponses"_s, QJsonObject{{u"approval"_s, accepted(u"allow"_s)}}}});
        QCOMPARE(second[u"structuredContent"_s][u"status"_s].toString(), u"completed"_s);
        QCOMPARE(desk.agent.benches.calls.size(), 1);
        QCOMPARE(desk.registry.openSessions().size(), 1); // no second task
    }

    void ofADesktopAreAnsweredWhileItsCallWaits()
    {
        McpDesk desk;
        const McpTransport transport = askingTransport(desk, accepted(u"allow"_s));
        const QString id =
            sessionIn(callWith(desk, transport, u"open_desktop"_s, {{u"approval"_s, u"all"_s}}));
        const QJsonObject result =
            callWith(desk, transport, u"type"_s, {{u"session_id"_s, id}, {u"text"_s, u"x"_s}});
        QVERIFY(!result[u"isError"_s].toBool());
        QCOMPARE(desk.agent.benches.calls.last().action, u"type"_s);
    }

    void ofADesktopAreBroughtInTheNewEra()
    {
        McpDesk desk;
        const QJsonObject meta{{u"_meta"_s, kModern}};
        const QString id = sessionIn(
            callWith(desk, desk.transport(), u"open_desktop"_s, {{u"approval"_s, u"all"_s}}, meta));
        const QJsonObject arguments{{u"session_id"_s, id}, {u"text"_s, u"x"_s}};
        const QJsonObject first = callWith(desk, desk.transport(), u"type"_s, arguments, meta);
        QCOMPARE(first[u"resultType"_s].toString(), u"input_required"_s);
        const qsizetype before = desk.agent.benches.calls.size();
        const QJsonObject second =
            callWith(desk, desk.transport(), u"type"_s, arguments,
                     {{u"_meta"_s, kModern},
                      {u"requestState"_s, first[u"requestState"_s]},
                      {u"inputResponses"_s, QJsonObject{{u"approval"_s, accepted(u"allow"_s)}}}});
        QVERIFY(!second[u"isError"_s].toBool());
        QCOMPARE(second[u"resultType"_s].toString(), u"complete"_s);
        QCOMPARE(desk.agent.benches.calls.size(), before + 1);
    }

    void ofADesktopAreNotAnsweredByTheModelThatOperatesIt()
    {
        McpDesk desk;
        const QString id = sessionIn(desk.call(u"open_desktop"_s, {{u"approval"_s, u"all"_s}}));
        const QJsonObject answer{
            {u"session_id"_s, id}, {u"call_id"_s, u"any"_s}, {u"decision"_s, u"allow"_s}};
        const QJsonObject refused = desk.call(u"approve"_s, answer);
        QVERIFY(refused[u"isError"_s].toBool());
        QVERIFY(refused[u"content"_s][0][u"text"_s].toString().contains(u"a person allows"_s));
    }

    void takeAFailureOfTheClientForNoAnswer()
    {
        FakeClock clock;
        OpenQuestions questions;
        QJsonObject asked;
        std::optional<QJsonObject> answer;
        TaskScope tasks;
        const auto tell = [&asked](const QJsonObject &request) { asked = request; };
        tasks.launch([&](std::stop_token stop) -> QCoro::Task<> {
            answer = co_await OpenQuestions::ask(questions, tell, QJsonObject(), clock, stop);
        });
        const QJsonObject failure{{u"code"_s, -1}, {u"message"_s, u"No"_s}};
        const QJsonObject reply{
            {u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, asked.value(u"id"_s)}, {u"error"_s, failure}};
        questions.take(*parseRpcMessage(compactJson(reply)));
        QTRY_VERIFY(answer);
        QCOMPARE(*answer, (QJsonObject{{u"action"_s, u"cancel"_s}}));
    }

    void areNotAnsweredByThoseWhoWereNotAsked()
    {
        McpDesk desk;
        const QByteArray reply = compactJson(rpcResult(u"pilothouse-1"_s, accepted(u"allow"_s)));
        const McpAnswer answer = QCoro::waitFor(desk.server.answer(reply, desk.transport(), {}));
        QVERIFY(answer.message.isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpQuestions)
#include "tst_mcp_questions.moc"
