#include "one_run.h"

#include "support/unit_test.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Replies and silences of servers that are not the model API.
class TestOddReplies : public QObject
{
    Q_OBJECT
private slots:
    void whatAReplyHoldsCountsNotWhatItIsCalled_data()
    {
        QTest::addColumn<QString>("reason");
        for (const QString &reason :
             {kNoStopReason, u"stop"_s, u"STOP"_s, u"tool_calls"_s, u"function_call"_s, u"end"_s,
              u"eos"_s, u"end_turn"_s, u"tool_use"_s, u"stop_sequence"_s})
            QTest::newRow(qPrintable(reason)) << reason;
    }
    void whatAReplyHoldsCountsNotWhatItIsCalled()
    {
        QFETCH(QString, reason);
        Run run({{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}, .stopReason = reason},
                 {.text = u"It is done."_s, .stopReason = reason}});
        const RunEnded ended = run.go();
        QVERIFY2(ended.outcome == RunOutcome::Completed, qPrintable(ended.message));
        QCOMPARE(run.fixture.benches.calls.size(), 1);
        QCOMPARE(run.results().size(), 1);
    }

    void aCallThatCameAsTextIsNoSuccess()
    {
        Run run({{.text = u"<tool_call>{"_s, .problem = u"Start the server with its parser."_s}});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QCOMPARE(ended.message, u"Start the server with its parser."_s);
    }

    void moreRoomIsNeverTheSameNumberAgain_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("largest");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("more");
        QTest::newRow("there is more") << 16'384 << 128'000 << 2 << 64'000;
        QTest::newRow("a little more") << 16'384 << 32'000 << 2 << 32'000;
        QTest::newRow("no more") << 8192 << 8192 << 1 << 0;
        QTest::newRow("set that high already") << 100'000 << 128'000 << 1 << 0;
    }
    void moreRoomIsNeverTheSameNumberAgain()
    {
        QFETCH(int, limit);
        QFETCH(int, largest);
        QFETCH(int, requests);
        const ScriptedReply cut{.text = u"cut"_s,
                                .stopReason = u"length"_s,
                                .outputLimit = limit,
                                .largestOutput = largest};
        Run run({cut, cut, cut});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QVERIFY2(ended.message.contains(u"output tokens"_s), qPrintable(ended.message));
        QCOMPARE(run.fixture.model.requests().size(), requests);
        QTEST(run.fixture.model.requests().last().maxOutputTokens, "more");
    }

    void itsTimeEndsARequestThatIsNeverAnswered()
    {
        SessionOptions options;
        options.budget.maxTime = 5s;
        Run run({{.hang = true}}, options);
        QTimer time;
        connect(&time, &QTimer::timeout, this, [&run] {
            if (!run.fixture.model.requests().isEmpty())
                run.fixture.clock.advance(1s);
        });
        time.start(0);
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Budget);
        QCOMPARE(ended.budget, u"max_time"_s);
        QCOMPARE(ended.durationMs, 5000);
    }

    void endsWhenAServerCallsEveryEndAPause()
    {
        const ScriptedReply pause{.text = u"done"_s, .stopReason = u"pause_turn"_s};
        Run run(QList<ScriptedReply>(20, pause));
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QVERIFY2(ended.message.contains("paused 5 times"_L1), qPrintable(ended.message));
        QCOMPARE(run.fixture.model.requests().size(), 5);
    }

    void aLimitThatNothingCountsTowardsIsToldOfAtOnce_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("calls");
        QTest::addColumn<int>("outcome");
        QTest::newRow("the work is done") << u"end_turn"_s << false << int(RunOutcome::Completed);
        QTest::newRow("a call") << u"tool_use"_s << true << int(RunOutcome::Error);
        QTest::newRow("a pause") << u"pause_turn"_s << false << int(RunOutcome::Error);
        QTest::newRow("cut off") << u"max_tokens"_s << false << int(RunOutcome::Error);
    }
    void aLimitThatNothingCountsTowardsIsToldOfAtOnce()
    {
        QFETCH(QString, reason);
        QFETCH(bool, calls);
        SessionOptions options;
        options.budget = {.maxCostUsd = 1};
        ScriptedReply reply{.text = u"x"_s, .stopReason = reason, .usage = {}};
        if (calls)
            reply.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)};
        Run run({reply, {.text = u"more"_s, .usage = {}}}, options);
        const RunEnded ended = run.go();
        QTEST(int(ended.outcome), "outcome");
        QCOMPARE(run.fixture.bodies<RunEnded>(run.session.id).last().message, ended.message);
        QVERIFY2(ended.message.contains(u"limit the steps"_s), qPrintable(ended.message));
        QCOMPARE(run.fixture.model.requests().size(), 1);
    }

    void aLimitThatNothingCountsTowardsEndsTheRun_data()
    {
        QTest::addColumn<BudgetConfig>("budget");
        QTest::addColumn<bool>("counts");
        QTest::addColumn<int>("outcome");
        const auto row = [](const char *tag, BudgetConfig budget, bool counts, RunOutcome outcome) {
            QTest::newRow(tag) << budget << counts << int(outcome);
        };
        row("tokens", {.maxTokensTotal = 9000}, false, RunOutcome::Error);
        row("cost", {.maxCostUsd = 1}, false, RunOutcome::Error);
        row("steps", {.maxSteps = 10}, false, RunOutcome::Completed);
        row("tokens that are counted", {.maxTokensTotal = 9000}, true, RunOutcome::Completed);
    }
    void aLimitThatNothingCountsTowardsEndsTheRun()
    {
        QFETCH(BudgetConfig, budget);
        QFETCH(bool, counts);
        SessionOptions options;
        options.budget = budget;
        const Usage usage = counts ? Usage{.input = 100, .output = 10} : Usage();
        Run run({{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}, .usage = usage},
                 {.text = u"Done."_s, .usage = usage}},
                options);
        const RunEnded ended = run.go();
        QTEST(int(ended.outcome), "outcome");
        if (ended.outcome == RunOutcome::Error)
            QVERIFY2(ended.message.contains(u"limit the steps"_s), qPrintable(ended.message));
        QVERIFY(run.everyCallIsAnswered());
    }
};

PILOTHOUSE_UNIT_TEST(TestOddReplies)
#include "tst_odd_replies.moc"
