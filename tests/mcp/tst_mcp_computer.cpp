#include "mcp_desk.h"

#include "agent/outside/outside_loop.h"
#include "screen/png.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const QJsonObject &result, int index = 0)
{
    return result.value(u"content"_s).toArray().at(index).toObject().value(u"text"_s).toString();
}

QString typesOf(const QJsonObject &result)
{
    QStringList types;
    for (const QJsonValue &block : result.value(u"content"_s).toArray())
        types.append(block[u"type"_s].toString());
    return types.join(u' ');
}

/// Opens a desktop; its session.
QString open(McpDesk &desk, QJsonObject arguments = {})
{
    const QJsonObject opened = desk.call(u"open_desktop"_s, arguments);
    return textOf(opened).section(u'\n', 0, 0).section(u' ', 1);
}

} // namespace

class TestMcpComputer : public QObject
{
    Q_OBJECT
private slots:
    void opensADesktopAndShowsIt()
    {
        McpDesk desk;
        const QJsonObject opened = desk.call(u"open_desktop"_s, {{u"purpose"_s, u"Pay a bill"_s}});
        QCOMPARE(typesOf(opened), u"text text image"_s);
        const QString id = textOf(opened).section(u'\n', 0, 0).section(u' ', 1);
        QVERIFY(textOf(opened).contains(u"http://here/ui/#"_s + id));
        QVERIFY(textOf(opened, 1).contains(u"[Picture 1280x800 = the whole screen;"_s));
        QCOMPARE(desk.agent.sessions.find(SessionId{id})->options.title, u"Pay a bill"_s);
        const auto started = desk.agent.bodies<RunStarted>(SessionId{id});
        QCOMPARE(started.size(), 1);
        QCOMPARE(started.first().provider, u"outside"_s);
        QVERIFY(desk.agent.model.requests().isEmpty());
    }

    void carriesOutWhatTheClientSays()
    {
        McpDesk desk;
        const QString id = open(desk);
        const QJsonObject clicked = desk.call(
            u"click"_s, {{u"session_id"_s, id}, {u"x"_s, 640}, {u"y"_s, 401}, {u"look"_s, false}});
        QCOMPARE(typesOf(clicked), u"text"_s);
        const ToolCall &call = desk.agent.benches.calls.last();
        QCOMPARE(call.tool + u' ' + call.action, u"computer left_click"_s);
        QCOMPARE(call.input.value(u"coordinate"_s).toArray(), (QJsonArray{640, 401}));
        QCOMPARE(typesOf(desk.call(u"screenshot"_s, {{u"session_id"_s, id}})), u"text image"_s);
        const SessionId session{id};
        QCOMPARE(desk.agent.bodies<ToolResult>(session).size(), 3);
        QCOMPARE(desk.agent.bodies<ModelBlock>(session).size(), 3);
        QVERIFY(desk.agent.bodies<RunEnded>(session).isEmpty());
    }

    void asksAPersonLikeOurAgent()
    {
        McpDesk desk;
        const QString id = open(desk, {{u"approval"_s, u"all"_s}});
        desk.agent.clock.advance(std::chrono::milliseconds(0));
        QObject::connect(
            &desk.agent.journal, &Journal::appended, &desk.registry,
            [&desk](const Event &event) {
                if (std::holds_alternative<ApprovalRequested>(event.body))
                    desk.agent.clock.advance(std::chrono::seconds(1)); // nobody answers
            },
            Qt::QueuedConnection);
        const QJsonObject result =
            desk.call(u"run_command"_s, {{u"session_id"_s, id}, {u"command"_s, u"rm x"_s}},
                      {{u"progressToken"_s, 1}});
        QVERIFY(result.value(u"isError"_s).toBool());
        QVERIFY(textOf(result).contains(u"did not grant permission"_s));
        QCOMPARE(desk.agent.benches.calls.size(), 1); // the first look
        QVERIFY(desk.told.last()[u"params"_s][u"message"_s].toString().startsWith(
            u"A person is asked"_s));
    }

    void isStoppedByAPersonUntilTheClientOpensItAgain()
    {
        McpDesk desk;
        const QString id = open(desk);
        QVERIFY(desk.actions.interrupt(SessionId{id}, u"token"_s).has_value());
        QTRY_COMPARE(desk.agent.bodies<RunEnded>(SessionId{id}).size(), 1);
        QTRY_VERIFY(!desk.registry.find(SessionId{id})->isRunning());
        const QJsonObject look{{u"session_id"_s, id}};
        const QJsonObject refused = desk.call(u"screenshot"_s, look);
        QVERIFY(refused.value(u"isError"_s).toBool());
        QVERIFY(textOf(refused).contains(u"open_desktop"_s));
        QCOMPARE(open(desk, look), id);
        QVERIFY(!desk.call(u"screenshot"_s, look).value(u"isError"_s).toBool());
    }

    void endsByItselfAndGoesOnWithTheNextCall()
    {
        McpDesk desk;
        const QString id = open(desk);
        desk.agent.clock.advance(OutsideLoop::kPatience);
        QTRY_COMPARE(desk.agent.bodies<RunEnded>(SessionId{id}).size(), 1);
        QCOMPARE(desk.agent.bodies<RunEnded>(SessionId{id}).first().outcome, RunOutcome::Completed);
        QVERIFY(!desk.call(u"screenshot"_s, {{u"session_id"_s, id}}).value(u"isError"_s).toBool());
        QCOMPARE(desk.agent.bodies<RunStarted>(SessionId{id}).size(), 2);
    }

    void stopsACallThatIsGivenUp()
    {
        McpDesk desk;
        bool isStopped = false;
        desk.agent.benches.behaviour = [&](ToolCall call,
                                           std::stop_token stop) -> QCoro::Task<ToolOutcome> {
            if (call.tool != "bash"_L1)
                co_return ToolOutcome{.text = u"ok"_s};
            Waiter waiter(systemClock());
            const Woken woken = co_await waiter.wait(stop, std::chrono::hours(1));
            isStopped = woken == Woken::Stopped;
            co_return toolError(u"stopped"_s);
        };
        const QString id = open(desk);
        TaskScope tasks;
        bool isAnswered = false;
        tasks.launch([&](std::stop_token stop) -> QCoro::Task<> {
            const QJsonObject arguments{{u"session_id"_s, id}, {u"command"_s, u"sleep 99"_s}};
            const QJsonObject params{{u"name"_s, u"run_command"_s}, {u"arguments"_s, arguments}};
            const QByteArray text = desk.text(u"tools/call"_s, params);
            co_await desk.server.answer(text, desk.transport(), stop);
            isAnswered = true;
        });
        QTRY_COMPARE(desk.agent.benches.calls.size(), 2);
        const QByteArray cancel =
            compactJson(rpcNotification(u"notifications/cancelled"_s, {{u"requestId"_s, 1}}));
        QCoro::waitFor(desk.server.answer(cancel, desk.transport(), {}));
        QTRY_VERIFY(isAnswered);
        QVERIFY(isStopped);
        QVERIFY(desk.registry.find(SessionId{id})->isRunning()); // only the call was given up
        QVERIFY(!desk.call(u"screenshot"_s, {{u"session_id"_s, id}}).value(u"isError"_s).toBool());
    }

    void saysWhatThePixelsOfSmallerPicturesAre()
    {
        McpDesk desk;
        const QJsonObject opened = desk.call(u"open_desktop"_s, {{u"picture_width"_s, 640}});
        QVERIFY2(textOf(opened, 1).contains(u"[Picture 640x400 = the whole screen of 1280x800;"_s),
                 qPrintable(textOf(opened, 1)));
    }

    void speaksInSmallerPicturesWhereACallWants()
    {
        McpDesk desk;
        QImage screen(1280, 800, QImage::Format_RGB32);
        screen.fill(Qt::green);
        const ToolPicture picture{encodePng(screen), u"image/png"_s, screen.size()};
        desk.agent.benches.behaviour = [&](ToolCall, std::stop_token) -> QCoro::Task<ToolOutcome> {
            ToolOutcome outcome;
            outcome.picture = picture;
            co_return outcome;
        };
        const QString id = open(desk);
        const QJsonObject clicked = desk.call(
            u"click"_s,
            {{u"session_id"_s, id}, {u"x"_s, 639}, {u"y"_s, 0}, {u"picture_width"_s, 640}});
        QCOMPARE(desk.agent.benches.calls.last().input.value(u"coordinate"_s).toArray(),
                 (QJsonArray{1279, 1}));
        QVERIFY2(textOf(clicked).contains(u"[Picture 640x400 = the whole screen of 1280x800;"_s) &&
                     textOf(clicked).contains(u"with picture_width 640"_s),
                 qPrintable(textOf(clicked)));
        const QByteArray shown = clicked[u"content"_s][1][u"data"_s].toString().toLatin1();
        QCOMPARE(QImage::fromData(QByteArray::fromBase64(shown)).size(), QSize(640, 400));
        const QJsonObject beyond = desk.call(
            u"click"_s,
            {{u"session_id"_s, id}, {u"x"_s, 640}, {u"y"_s, 0}, {u"picture_width"_s, 640}});
        QVERIFY(beyond[u"isError"_s].toBool());
        QVERIFY(textOf(beyond).contains(u"640x400"_s));
        QVERIFY(desk.call(u"screenshot"_s, {{u"session_id"_s, id}, {u"picture_width"_s, 5000}})
                    .value(u"isError"_s)
                    .toBool());
        QCOMPARE(desk.agent.benches.calls.size(), 2); // the first look and the click
    }

    void leavesASessionToOurAgentWhileItWorks()
    {
        McpDesk desk(QList<ScriptedReply>{{.hang = true}});
        const QJsonObject running =
            desk.call(u"run_task"_s, {{u"task"_s, u"Think"_s}, {u"wait_s"_s, 0}});
        const QJsonObject id{{u"session_id"_s, running[u"structuredContent"_s][u"session_id"_s]}};
        QVERIFY(desk.call(u"screenshot"_s, id).value(u"isError"_s).toBool());
        QVERIFY(desk.call(u"open_desktop"_s, id).value(u"isError"_s).toBool());
    }

    void refusesScreensThatThereAreNot()
    {
        McpDesk desk;
        QVERIFY(desk.call(u"open_desktop"_s, {{u"width"_s, 10}, {u"height"_s, 1'000'000}})
                    .value(u"isError"_s)
                    .toBool());
        QVERIFY(desk.registry.openSessions().isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpComputer)
#include "tst_mcp_computer.moc"
