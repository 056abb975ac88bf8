#include "agent/session_stage.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QStringList kStages{u"Idle"_s,     u"Starting"_s, u"Running"_s, u"Leaving"_s,
                          u"Followed"_s, u"Closing"_s,  u"Closed"_s};

QString nameOf(Stage stage)
{
    return kStages.at(static_cast<int>(stage));
}

// Per stage the stage after each step; "-": not then.
const QStringList kSteps{u"Begin"_s,   u"Pause"_s, u"TakeWheel"_s, u"Close"_s,
                         u"Started"_s, u"Ended"_s, u"Left"_s};
const QStringList kAfter{u"Starting -        Idle      Closed   -        -        -        "_s,
                         u"-        Starting Starting  Closing  Running  Leaving  Idle     "_s,
                         u"-        Running  Running   Closing  -        Leaving  Idle     "_s,
                         u"Followed -        Leaving   Closed   -        -        Idle     "_s,
                         u"-        Followed Followed  Closed   -        -        Starting "_s,
                         u"-        -        -         -        Closing  Closed   Closed   "_s,
                         u"-        -        -         -        -        -        Closed   "_s};

// Per stage whether a session does what it is asked to.
const QStringList kVerbs{u"submit"_s, u"resume"_s, u"pause"_s, u"interrupt"_s, u"takeWheel"_s};
const QStringList kAnswers{u"yes no  no  yes yes"_s, // after a run that went well
                           u"no  no  yes yes yes"_s, u"no  no  yes yes yes"_s,
                           u"yes yes no  yes yes"_s, // after an interrupt
                           u"no  no  yes yes yes"_s, u"no  no  no  yes no "_s,
                           u"no  no  no  yes no "_s};

QStringList cells(const QStringList &table, int row)
{
    return table.at(row).split(u' ', Qt::SkipEmptyParts);
}

/// A session with a desktop, brought to a stage.
struct StagedSession
{
    StagedSession()
        : fixture({{.text = u"Ready."_s}, {.hang = true}}), registry(fixture.services(), 8),
          session(*QCoro::waitFor(registry.create({})))
    {
        (void)session->submit(u"one"_s);
        (void)eventually([this] { return session->stage() == Stage::Idle; });
    }
    ~StagedSession()
    {
        session->interrupt();
        if (closing)
            QCoro::waitFor(*std::move(closing));
        QCoro::waitFor(registry.closeAll());
    }

    /// Does `then` at `stage`.
    bool at(Stage stage, const std::function<void()> &then)
    {
        if (stage != Stage::Idle && stage != Stage::Closed)
            (void)session->submit(u"two"_s);
        if (stage == Stage::Leaving || stage == Stage::Followed)
            return atTheEnd(stage, then);
        if (stage == Stage::Running || stage == Stage::Closing)
            waitUntilItRuns();
        if (stage == Stage::Closing)
            closing = session->close();
        if (stage == Stage::Closed)
            QCoro::waitFor(session->close());
        const bool isThere = session->stage() == stage;
        then();
        return isThere;
    }
    bool atTheEnd(Stage stage, const std::function<void()> &then)
    {
        waitUntilItRuns();
        bool isThere = false;
        bool once = true;
        QObject context;
        QObject::connect(&fixture.journal, &Journal::appended, &context, [&](const Event &event) {
            if (!std::holds_alternative<RunEnded>(event.body) || !std::exchange(once, false))
                return;
            if (stage == Stage::Followed)
                (void)session->submit(u"three"_s);
            isThere = session->stage() == stage;
            then();
        });
        session->interrupt();
        return eventually([&once] { return !once; }) && isThere;
    }
    void waitUntilItRuns()
    {
        (void)eventually([this] { return session->stage() == Stage::Running; });
    }
    bool does(const QString &verb)
    {
        if (verb == "submit"_L1)
            return session->submit(u"go"_s).has_value();
        if (verb == "resume"_L1)
            return session->resume().has_value();
        if (verb == "pause"_L1)
            return session->pause().has_value();
        if (verb == "takeWheel"_L1)
            return session->takeWheel({.viewer = u"me"_s}).has_value();
        session->interrupt();
        return true;
    }

    AgentFixture fixture;
    SessionRegistry registry;
    Session *session;
    std::optional<QCoro::Task<>> closing;
};

} // namespace

class TestSessionStage : public QObject
{
    Q_OBJECT
private slots:
    void goesFromStageToStage_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("next");
        for (int stage = 0; stage < kStages.size(); ++stage)
            for (int step = 0; step < kSteps.size(); ++step)
                QTest::addRow("%s at %s", qPrintable(kSteps.at(step)),
                              qPrintable(kStages.at(stage)))
                    << stage << step << cells(kAfter, stage).at(step);
    }
    void goesFromStageToStage()
    {
        QFETCH(int, stage);
        QFETCH(int, step);
        const auto next = after(Stage(stage), Step(step));
        QTEST(next ? nameOf(*next) : u"-"_s, "next");
    }

    void answersEachVerbAtEachStage_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("verb");
        QTest::addColumn<bool>("does");
        for (int stage = 0; stage < kStages.size(); ++stage)
            for (int verb = 0; verb < kVerbs.size(); ++verb)
                QTest::addRow("%s at %s", qPrintable(kVerbs.at(verb)),
                              qPrintable(kStages.at(stage)))
                    << stage << verb << (cells(kAnswers, stage).at(verb) == "yes"_L1);
    }
    void answersEachVerbAtEachStage()
    {
        QFETCH(int, stage);
        QFETCH(int, verb);
        StagedSession staged;
        bool does = false;
        QVERIFY(staged.at(Stage(stage), [&] { does = staged.does(kVerbs.at(verb)); }));
        QTEST(does, "does");
    }

    void storesAMessageThatWasAcceptedThoughTheSessionCloses()
    {
        StagedSession staged;
        QVERIFY(staged.at(Stage::Followed, [&] { staged.closing = staged.session->close(); }));
        EVENTUALLY_COMPARE(staged.fixture.bodies<UserMessage>(staged.session->id()).size(), 3);
        QCOMPARE(staged.fixture.bodies<RunStarted>(staged.session->id()).size(), 2);
    }

    void tellsTheStatusOfNow_data()
    {
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<SessionStatus>("stored");
        QTest::addColumn<SessionStatus>("now");
        const auto row = [](const char *what, Stage stage, SessionStatus stored,
                            SessionStatus now) { QTest::newRow(what) << stage << stored << now; };
        using enum SessionStatus;
        row("as stored", Stage::Idle, Completed, Completed);
        row("nothing has come of it yet", Stage::Starting, Completed, Running);
        row("it runs", Stage::Running, Running, Running);
        row("it asks", Stage::Running, AwaitingApproval, AwaitingApproval);
        row("a person has the wheel", Stage::Running, Paused, Paused);
        row("its end is told", Stage::Leaving, Completed, Completed);
        row("the next is accepted", Stage::Followed, Completed, Running);
        row("it still runs", Stage::Closing, Running, Running);
        row("the end was lost", Stage::Idle, Running, Error);
        row("the end was lost while it asked", Stage::Idle, AwaitingApproval, Error);
    }
    void tellsTheStatusOfNow()
    {
        QFETCH(Stage, stage);
        QFETCH(SessionStatus, stored);
        QTEST(statusAt(stage, stored), "now");
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionStage)
#include "tst_session_stage.moc"
