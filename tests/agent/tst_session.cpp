#include "store/system_limits.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ScriptedReply bashCall(const QString &id)
{
    ToolCall call;
    call.id = id;
    call.name = u"bash"_s;
    call.tool = u"bash"_s;
    call.action = u"run"_s;
    call.input = neededInput(call.action);
    return {.toolCalls = {call}};
}

QCoro::Task<ToolOutcome> answered(QString text)
{
    ToolOutcome outcome;
    outcome.text = text;
    co_return outcome;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void refusesASecondMessageWhileItRuns()
    {
        const QList<ScriptedReply> script{{.hang = true}};
        AgentFixture fixture(script);
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QVERIFY(session->submit(u"one"_s));
        QCOMPARE(session->submit(u"two"_s).error().code, Errc::Conflict);
        QCoro::waitFor(registry.closeAll());
    }

    void refusesAnEmptyMessage()
    {
        AgentFixture fixture({});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QCOMPARE(session->submit(u"  \n"_s).error().code, Errc::InvalidArgument);
    }

    void goesOnWithTheSameConversationAfterAnInterrupt()
    {
        AgentFixture fixture({{.hang = true}, {.text = u"Fine"_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(fixture.model.requests().size(), 1);
        session->interrupt();
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.at(0).at(0).value<RunEnded>().outcome, RunOutcome::Interrupted);
        QVERIFY(session->submit(u"two"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(fixture.model.requests().last().turns.size(), 1);
        QCOMPARE(std::get<UserTurn>(fixture.model.requests().last().turns.constFirst()).texts,
                 (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(fixture.benches.opened, 1);
        QVERIFY(fixture.benches.released >= 1);
    }

    void tellsOfAnEndThatCouldNotBeStoredAndStoresItBeforeTheNextRun()
    {
        AgentFixture fixture({bashCall(u"t1"_s), {.text = u"Fine"_s}});
        std::optional<FileSizeLimit> fullDisk;
        fixture.benches.behaviour = [&fullDisk](ToolCall, std::stop_token) {
            fullDisk.emplace(rlim_t(1));
            return answered(u"done"_s);
        };
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        const SessionId id = session->id();
        const auto status = [&] { return registry.record(id)->status; };
        QSignalSpy ended(session, &Session::runEnded);
        QSignalSpy lost(session, &Session::endLost);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        fullDisk.reset();

        QCOMPARE(status(), SessionStatus::Error);
        QCOMPARE(lost.size(), 1);
        QVERIFY(!fixture.kinds(id).contains(u"run_ended"_s));

        QVERIFY(session->submit(u"two"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.at(1).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
        QCOMPARE(status(), SessionStatus::Completed);
        const QStringList kinds = fixture.kinds(id);
        const qsizetype second = kinds.lastIndexOf(u"user_message"_s);
        QCOMPARE(kinds.mid(second - 2, 2), (QStringList{u"tool_result"_s, u"run_ended"_s}));
    }

    void takesTheNextMessageAsSoonAsAnEndIsTold()
    {
        AgentFixture fixture({{.text = u"One"_s}, {.text = u"Two"_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QList<bool> taken;
        connect(&fixture.journal, &Journal::appended, this, [&](const Event &event) {
            if (!std::holds_alternative<RunEnded>(event.body) || taken.size() > 0)
                return;
            QCOMPARE(fixture.benches.released, 1); // nobody finds keys held down
            QTimer::singleShot(0, this,
                               [&] { taken.append(session->submit(u"two"_s).has_value()); });
        });
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(taken, QList<bool>{true});
    }

    void stopsTheNextRunThatWasAcceptedBeforeTheLastOneLeft_data()
    {
        QTest::addColumn<bool>("pause");
        QTest::addColumn<RunOutcome>("outcome");
        QTest::newRow("interrupt") << false << RunOutcome::Interrupted;
        QTest::newRow("pause") << true << RunOutcome::Paused;
    }
    void stopsTheNextRunThatWasAcceptedBeforeTheLastOneLeft()
    {
        QFETCH(bool, pause);
        AgentFixture fixture({{.text = u"One"_s}, {.hang = true}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        bool once = true;
        connect(&fixture.journal, &Journal::appended, this, [&](const Event &event) {
            if (!std::holds_alternative<RunEnded>(event.body) || !std::exchange(once, false))
                return;
            QVERIFY(session->submit(u"two"_s));
            if (pause)
                QVERIFY(session->pause());
            else
                session->interrupt();
        });
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.at(0).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
        QTEST(ended.at(1).at(0).value<RunEnded>().outcome, "outcome");
        QCOMPARE(fixture.bodies<UserMessage>(session->id()).size(), 2); // what was taken is kept
    }

    void endsARunThatFailedByAnExceptionAndGoesOn()
    {
        AgentFixture fixture({{.text = u"One"_s}, {.text = u"Two"_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        bool once = true;
        connect(session, &Session::progressed, this, [&once] {
            if (std::exchange(once, false))
                throw std::runtime_error("broken");
        });
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(fixture.sessions.find(session->id())->status, SessionStatus::Error);
        QCOMPARE(fixture.kinds(session->id()).last(), u"run_ended"_s);
        QCOMPARE(fixture.benches.released, 1);
        QVERIFY(session->submit(u"two"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.at(1).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
    }

    void goesOnAfterABudgetWithoutANewMessage()
    {
        AgentFixture fixture({bashCall(u"t1"_s), {.text = u"Done"_s}});
        SessionRegistry registry(fixture.services(), 8);
        SessionOptions options;
        options.budget.maxSteps = 1;
        Session *session = *QCoro::waitFor(registry.create(options));
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(fixture.sessions.find(session->id())->status, SessionStatus::Paused);
        QVERIFY(session->resume());
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.at(1).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
    }

    void opensANewDesktopAfterTheOldOneDied()
    {
        AgentFixture fixture({{.hang = true}, {.text = u"Fine"_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(fixture.model.requests().size(), 1);
        emit fixture.benches.last->died(Error{Errc::Unavailable, u"The X server ended."_s});
        EVENTUALLY_COMPARE(ended.size(), 1);
        const auto first = ended.at(0).at(0).value<RunEnded>();
        QCOMPARE(first.outcome, RunOutcome::Error);
        QCOMPARE(first.message, u"The X server ended."_s);
        QVERIFY(session->submit(u"two"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        QCOMPARE(fixture.benches.opened, 2);
    }

    void saysWhyNoDesktopCouldBeStarted()
    {
        AgentFixture fixture({});
        fixture.benches.openError = Error{Errc::Unavailable, u"Xtigervnc is missing."_s};
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.at(0).at(0).value<RunEnded>().message, u"Xtigervnc is missing."_s);
        QCOMPARE(fixture.sessions.find(session->id())->status, SessionStatus::Error);
    }

    void runsSeveralSessionsAtOnce()
    {
        const QList<ScriptedReply> script{{.hang = true}};
        AgentFixture fixture(script);
        SessionRegistry registry(fixture.services(), 8);
        Session *stuck = *QCoro::waitFor(registry.create({}));
        Session *quick = *QCoro::waitFor(registry.create({}));
        QSignalSpy ended(quick, &Session::runEnded);
        QVERIFY(stuck->submit(u"hang"_s));
        EVENTUALLY_COMPARE(fixture.model.requests().size(), 1);
        QVERIFY(quick->submit(u"go"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QVERIFY(stuck->isRunning());
        QCoro::waitFor(registry.closeAll());
    }

    void refusesMoreDesktopsThanAllowed()
    {
        const QList<ScriptedReply> script{{.hang = true}};
        AgentFixture fixture(script);
        SessionRegistry registry(fixture.services(), 1);
        QVERIFY(QCoro::waitFor(registry.create({}))); // has no desktop yet: gives way
        const auto first = QCoro::waitFor(registry.create({}));
        QVERIFY(first);
        QVERIFY((*first)->submit(u"go"_s));
        QCOMPARE(QCoro::waitFor(registry.create({})).error().code, Errc::Unavailable);
        QCoro::waitFor(registry.close((*first)->id()));
        QVERIFY(QCoro::waitFor(registry.create({})));
    }
};

PILOTHOUSE_UNIT_TEST(TestSession)
#include "tst_session.moc"
