// Runs of the agent with a person who takes the wheel.
#include "agent/context.h"
#include "core/wait.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WheelPerson kPerson{.viewer = u"secret-viewer-id"_s, .name = u"Ann"_s};

ToolCall onScreen(const QString &id, const QString &action)
{
    return {id, u"computer"_s, action, u"computer"_s, action, neededInput(action)};
}

ToolCall inShell(const QString &id)
{
    return {id, {}, u"bash"_s, u"bash"_s, u"run"_s, neededInput(u"run"_s)};
}

/// A session whose tools do at each call what the test says.
struct SharedDesktop
{
    explicit SharedDesktop(QList<ScriptedReply> script)
        : fixture(std::move(script)), registry(fixture.services(), 8),
          session(*QCoro::waitFor(registry.create({})))
    {
        QObject::connect(&fixture.journal, &Journal::appended, &registry,
                         [this](const Event &event) { told[event.session] = event.seq; });
        fixture.benches.behaviour = [this](ToolCall call,
                                           std::stop_token) -> QCoro::Task<ToolOutcome> {
            if (onCall)
                onCall(call);
            ToolOutcome outcome{.text = u"done"_s};
            if (call.tool == "computer"_L1)
                outcome.picture =
                    ToolPicture{"picture of " + call.action.toUtf8(), u"image/png"_s, QSize(1, 1)};
            co_return outcome;
        };
    }
    ~SharedDesktop() { QCoro::waitFor(registry.closeAll()); }

    SessionStatus status() { return fixture.sessions.find(session->id())->status; }
    /// Stored, and told.
    bool waitForStatus(SessionStatus wanted)
    {
        return eventually([&] {
            const auto record = fixture.sessions.find(session->id());
            return record->status == wanted && record->lastSeq == told.value(session->id());
        });
    }
    QStringList actions() const
    {
        QStringList all;
        for (const ToolCall &call : fixture.benches.calls)
            all.append(call.action);
        return all;
    }
    QList<ToolResult> results() { return fixture.bodies<ToolResult>(session->id()); }
    Wheel &wheel() { return session->wheel(); }
    /// Takes the wheel while the call with this id runs.
    void takeDuring(const QString &id)
    {
        onCall = [this, id](const ToolCall &call) {
            if (call.id == id)
                QVERIFY(session->takeWheel(kPerson));
        };
    }
    /// From now on a call lasts until goOn is woken or it is stopped.
    void waitInCalls()
    {
        fixture.benches.behaviour = [this](ToolCall,
                                           std::stop_token stop) -> QCoro::Task<ToolOutcome> {
            const Woken woken = co_await goOn.wait(stop, 1h);
            ToolOutcome outcome{.text = u"done"_s};
            if (woken == Woken::Stopped)
                outcome = {.text = u"Stopped."_s, .isError = true};
            co_return outcome;
        };
    }

    Waiter goOn{systemClock()};
    AgentFixture fixture;
    SessionRegistry registry;
    Session *session;
    std::function<void(const ToolCall &)> onCall;
    QHash<SessionId, EventSeq> told = {}; // of each session, the last
};

} // namespace

class TestAgentAtTheWheel : public QObject
{
    Q_OBJECT
private slots:
    void stopsBetweenTheActionsOfABatch()
    {
        SharedDesktop desk(
            {{.toolCalls = {onScreen(u"t1"_s, u"left_click"_s), onScreen(u"t2"_s, u"type"_s),
                            inShell(u"t3"_s), onScreen(u"t4"_s, u"key"_s)}},
             {.text = u"Fine."_s}});
        desk.takeDuring(u"t1"_s);
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QCOMPARE(desk.actions(), QStringList{u"left_click"_s});
        QVERIFY(desk.session->isRunning());
        QVERIFY(desk.fixture.benches.released > 0); // nothing of the agent's stays pressed

        desk.fixture.clock.advance(7s);
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QCOMPARE(desk.actions(), (QStringList{u"left_click"_s, u"screenshot"_s}));
        const auto results = desk.results();
        QCOMPARE(results.size(), 4);
        for (qsizetype i = 1; i < 4; ++i)
            QVERIFY(results.at(i).text.startsWith(u"A person took the wheel for 7 s"_s));
        // A picture stands in no error: the model API would refuse it.
        QVERIFY(!results.at(1).isError && results.at(1).images.size() == 1);
        QVERIFY(results.at(2).isError && results.at(3).isError);
        QVERIFY(results.at(3).images.isEmpty());
        QVERIFY(openCalls(*desk.fixture.journal.events(desk.session->id())).isEmpty());
    }

    void endsTheActionUnderWay()
    {
        SharedDesktop desk(
            {{.toolCalls = {onScreen(u"t1"_s, u"wait"_s), onScreen(u"t2"_s, u"left_click"_s)}}});
        desk.waitInCalls();
        QVERIFY(desk.session->submit(u"Go"_s));
        EVENTUALLY_COMPARE(desk.actions(), QStringList{u"wait"_s});
        QVERIFY(desk.session->takeWheel(kPerson));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QCOMPARE(desk.results().size(), 1);
        QVERIFY(desk.results().first().isError);
        QVERIFY(desk.results().first().text.contains(u"A person took the wheel meanwhile"_s));

        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        desk.goOn.wake(); // the look
        EVENTUALLY_COMPARE(desk.results().size(),
                           2); // the model hears why, not that an action failed
        QVERIFY(desk.results().last().text.startsWith(u"A person took the wheel for"_s));
    }

    void letsACommandOfTheShellGoOn()
    {
        SharedDesktop desk({{.toolCalls = {inShell(u"t1"_s)}}});
        desk.waitInCalls();
        QVERIFY(desk.session->submit(u"Go"_s));
        EVENTUALLY_COMPARE(desk.actions(), QStringList{u"run"_s});
        QVERIFY(desk.session->takeWheel(kPerson));
        desk.goOn.wake();
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QCOMPARE(desk.results().first().text, u"done"_s);
    }

    void showsNoPictureOfWhatAPersonDoes()
    {
        SharedDesktop desk({{.toolCalls = {onScreen(u"t1"_s, u"screenshot"_s)}}});
        desk.takeDuring(u"t1"_s);
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QCOMPARE(desk.results().size(), 1);
        QVERIFY(desk.results().first().images.isEmpty());
        QVERIFY(desk.results().first().text.contains(u"there is no picture"_s));
        QCOMPARE(desk.fixture.model.requests().size(), 1); // nothing is asked meanwhile
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
    }

    void waitsWithTheCallsOfAReplyThatWasOnItsWay()
    {
        SharedDesktop desk({{.text = u"Ready."_s},
                            {.toolCalls = {onScreen(u"t1"_s, u"left_click"_s)}},
                            {.toolCalls = {onScreen(u"t2"_s, u"left_click"_s)}}});
        QVERIFY(desk.session->submit(u"Start"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        connect(&desk.fixture.journal, &Journal::appended, this, [&](const Event &event) {
            if (std::holds_alternative<TurnEnded>(event.body) && desk.actions().isEmpty())
                QVERIFY(desk.session->takeWheel(kPerson));
        });
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QVERIFY(desk.actions().isEmpty());
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QCOMPARE(desk.actions(), (QStringList{u"screenshot"_s, u"left_click"_s}));
    }

    void waitsOnceMoreAfterAnApproval()
    {
        SessionOptions options;
        options.approval = ApprovalPolicy::All;
        SharedDesktop desk({{.toolCalls = {inShell(u"t1"_s)}}});
        desk.session = *QCoro::waitFor(desk.registry.create(options));
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::AwaitingApproval));
        QVERIFY(desk.session->takeWheel(kPerson));
        QVERIFY(desk.session->decide({.toolUseId = u"t1"_s, .decision = Decision::Allow}));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QVERIFY(desk.actions().isEmpty());
        QVERIFY(desk.results().first().isError);
    }

    void tellsTheNextMessageWhenNoRunWasGoingOn()
    {
        SharedDesktop desk({{.text = u"Ready."_s},
                            {.toolCalls = {onScreen(u"t1"_s, u"left_click"_s)}},
                            {.text = u"Done."_s}});
        QVERIFY(desk.session->submit(u"Start"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QVERIFY(desk.session->takeWheel(kPerson));
        desk.fixture.clock.advance(4s);
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        QVERIFY(desk.session->submit(u"Go on"_s));
        EVENTUALLY_COMPARE(desk.fixture.bodies<RunEnded>(desk.session->id()).size(), 2);
        const auto &requests = desk.fixture.model.requests();
        const auto texts = std::get<UserTurn>(requests.at(1).turns.last()).texts;
        QCOMPARE(texts.size(), 2);
        QVERIFY(texts.first().startsWith(u"A person took the wheel for 4 s"_s));
        QCOMPARE(texts.last(), u"Go on"_s);
        QCOMPARE(desk.actions(), QStringList{u"left_click"_s}); // it knew
    }

    void endsTheRunOnAnInterruptAndLeavesThePersonTheWheel()
    {
        SharedDesktop desk(
            {{.toolCalls = {onScreen(u"t1"_s, u"left_click"_s), onScreen(u"t2"_s, u"type"_s)}}});
        desk.takeDuring(u"t1"_s);
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        desk.session->interrupt();
        QVERIFY(desk.waitForStatus(SessionStatus::Interrupted));
        QVERIFY(desk.wheel().isHeldBy(kPerson.viewer));
        QCOMPARE(desk.results().last().text, u"Not executed: the run was stopped."_s);
    }

    void endsTheRunWhenItIsPausedMeanwhile()
    {
        SharedDesktop desk(
            {{.toolCalls = {onScreen(u"t1"_s, u"left_click"_s), onScreen(u"t2"_s, u"type"_s)}}});
        desk.takeDuring(u"t1"_s);
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Paused));
        QVERIFY(desk.session->pause());
        EVENTUALLY_COMPARE(desk.fixture.bodies<RunEnded>(desk.session->id()).size(), 1);
        QCOMPARE(desk.status(), SessionStatus::Paused);
        QVERIFY(openCalls(*desk.fixture.journal.events(desk.session->id())).isEmpty());
    }

    void storesEachTurnAndNoSecret()
    {
        SharedDesktop desk({{.text = u"Ready."_s}});
        QCOMPARE(desk.session->takeWheel(kPerson).error().code, Errc::Conflict); // no desktop yet
        QVERIFY(desk.session->submit(u"Start"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QVERIFY(desk.session->takeWheel(kPerson));
        desk.fixture.clock.advance(1500ms);
        QVERIFY(desk.wheel().handBack(kPerson.viewer));
        EVENTUALLY_COMPARE(desk.fixture.bodies<ControlChanged>(desk.session->id()).size(), 2);
        const auto changes = desk.fixture.bodies<ControlChanged>(desk.session->id());
        QCOMPARE(changes.first().holder, u"person"_s);
        QCOMPARE(changes.first().name, u"Ann"_s);
        QCOMPARE(changes.last().holder, u"agent"_s);
        QCOMPARE(changes.last().reason, u"handed_back"_s);
        QCOMPARE(changes.last().seconds, 1.5);
        const auto events = desk.fixture.journal.events(desk.session->id());
        for (const Event &event : *events)
            QVERIFY(!wireJson(event).contains(kPerson.viewer.toUtf8()));
    }

    void givesTheWheelBackWhenTheDesktopEnds()
    {
        SharedDesktop desk({{.text = u"Ready."_s}});
        QVERIFY(desk.session->submit(u"Start"_s));
        QVERIFY(desk.waitForStatus(SessionStatus::Completed));
        QVERIFY(desk.session->takeWheel(kPerson));
        QSignalSpy ended(desk.session, &Session::desktopEnded);
        emit desk.fixture.benches.last->died(Error{Errc::Unavailable, u"gone"_s});
        EVENTUALLY_COMPARE(ended.size(), 1);
        QVERIFY(!desk.wheel().isHeld());
        QCOMPARE(desk.session->takeWheel(kPerson).error().code, Errc::Conflict);
    }
};

PILOTHOUSE_UNIT_TEST(TestAgentAtTheWheel)
#include "tst_agent_at_the_wheel.moc"
