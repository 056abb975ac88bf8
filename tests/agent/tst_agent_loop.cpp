#include "one_run.h"

#include "model/summary.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAgentLoop : public QObject
{
    Q_OBJECT
private slots:
    void endsWithTheReplyThatCallsNoTool()
    {
        Run run({{.text = u"Hello"_s}});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Completed);
        QCOMPARE(ended.steps, 1);
        QCOMPARE(run.kinds(), (QStringList{u"user_message"_s, u"run_started"_s, u"model_block"_s,
                                           u"turn_ended"_s, u"run_ended"_s}));
    }

    void answersAfterOneToolCall()
    {
        Run run(
            {{.text = u"Looking"_s, .toolCalls = {call(u"t1"_s, u"computer"_s, u"screenshot"_s)}},
             {.text = u"A terminal"_s}});
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QCOMPARE(run.kinds(), (QStringList{u"user_message"_s, u"run_started"_s, u"model_block"_s,
                                           u"model_block"_s, u"turn_ended"_s, u"tool_started"_s,
                                           u"tool_result"_s, u"model_block"_s, u"turn_ended"_s,
                                           u"run_ended"_s}));
        const auto turns = run.fixture.model.requests().last().turns;
        const auto answer = std::get<UserTurn>(turns.last()).answers.constFirst();
        QCOMPARE(answer.toolUseId, u"t1"_s);
        QCOMPARE(answer.toolset, u"computer"_s);
        QCOMPARE(answer.pictures.constFirst().bytes, QByteArray("picture 1"));
    }

    void looksOnlyAfterTheLastActionOfABatch()
    {
        Run run({{.toolCalls = {call(u"t1"_s, u"computer"_s, u"left_click"_s),
                                call(u"t2"_s, u"computer"_s, u"type"_s),
                                call(u"t3"_s, u"bash"_s, u"run"_s)}}});
        run.go();
        QList<bool> looks;
        for (const ToolCall &made : run.fixture.benches.calls)
            looks.append(made.look);
        QCOMPARE(looks, (QList<bool>{false, true, true}));
    }

    void haltsTheBatchAtTheFirstFailedAction()
    {
        Run run({{.toolCalls = {call(u"t1"_s, u"computer"_s, u"left_click"_s),
                                call(u"t2"_s, u"computer"_s, u"type"_s),
                                call(u"t3"_s, u"bash"_s, u"run"_s)}}});
        run.fixture.benches.behaviour = [](ToolCall made,
                                           std::stop_token) -> QCoro::Task<ToolOutcome> {
            ToolOutcome outcome;
            outcome.text = made.tool;
            outcome.isError = made.tool == "computer"_L1;
            co_return outcome;
        };
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        const auto results = run.results();
        QCOMPARE(results.size(), 3);
        QVERIFY(results.at(0).isError);
        QVERIFY(results.at(1).isError);
        QCOMPARE(results.at(1).text,
                 u"Not executed: an earlier computer action in this turn failed."_s);
        QVERIFY2(!results.at(2).isError, "other tools do not depend on the screen");
    }

    void endsWithTheModelsErrorAsItsMessage()
    {
        Run run({{.error = Error{Errc::Unauthorized, u"The API key is wrong."_s}}});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QCOMPARE(ended.message, u"The API key is wrong."_s);
        QCOMPARE(run.fixture.sessions.find(run.session.id)->status, SessionStatus::Error);
    }

    void goesOnFromASummaryWhenTheConversationHasOutgrownARequest()
    {
        const Error tooLarge{Errc::TooLarge, u"Too large."_s};
        Run run({{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}},
                 {.error = tooLarge},
                 {.text = u"The user wants it done. Half is done."_s},
                 {.text = u"All is done."_s}});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Completed);
        QCOMPARE(ended.steps, 3); // the summary costs, too
        const auto &requests = run.fixture.model.requests();
        QCOMPARE(requests.size(), 4);
        const ModelRequest &question = requests.at(2);
        QVERIFY(question.isLast);
        QCOMPARE(std::get<UserTurn>(question.turns.last()).texts,
                 QStringList{kSummaryOrder.toString()});
        QCOMPARE(requests.at(3).turns.size(), 1);
        QCOMPARE(std::get<UserTurn>(requests.at(3).turns.first()).texts.last(),
                 u"The user wants it done. Half is done."_s);
        QCOMPARE(run.kinds().count(u"conversation_summarised"_s), 1);
    }

    void endsWithTheErrorWhenASummaryWouldNotHelp_data()
    {
        QTest::addColumn<int>("rounds"); // before the request is too large
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("stopReason");
        QTest::newRow("nothing to sum up") << 0 << u""_s << u"Too large."_s << u""_s;
        QTest::newRow("an empty summary") << 1 << u" "_s << u"gave no summary"_s << u""_s;
        QTest::newRow("a refusal") << 1 << u"I cannot"_s << u"gave no summary"_s << u"refusal"_s;
        QTest::newRow("too large again") << 1 << u"So far."_s << u"Too large."_s << u""_s;
    }
    void endsWithTheErrorWhenASummaryWouldNotHelp()
    {
        QFETCH(int, rounds);
        QFETCH(QString, summary);
        QFETCH(QString, said);
        QFETCH(QString, stopReason);
        const Error tooLarge{Errc::TooLarge, u"Too large."_s};
        QList<ScriptedReply> script;
        if (rounds > 0)
            script.append({.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}});
        script.append({.error = tooLarge});
        if (rounds > 0)
            script.append({.text = summary, .stopReason = stopReason});
        script.append({.error = tooLarge});
        Run run(script);
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QVERIFY2(ended.message.contains(said), qPrintable(ended.message));
    }

    void stopsWhileTheModelThinks()
    {
        QList<ScriptedReply> script{{.hang = true}};
        Run run(script);
        run.soonAfter<RunStarted>([&run] {
            (void)eventually([&run] { return !run.fixture.model.requests().isEmpty(); });
            run.stop.request_stop();
        });
        QCOMPARE(run.go().outcome, RunOutcome::Interrupted);
        QCOMPARE(run.fixture.model.requests().size(), 1);
        QCOMPARE(run.kinds().last(), u"run_ended"_s);
    }

    void answersEveryCallWhenStoppedInsideATool()
    {
        Run run({{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s),
                                call(u"t2"_s, u"bash"_s, u"run"_s)}}});
        run.fixture.benches.behaviour = [&run](ToolCall,
                                               std::stop_token) -> QCoro::Task<ToolOutcome> {
            run.stop.request_stop();
            const Error stopped{Errc::Stopped, u"Stopped."_s};
            co_return toolError(stopped);
        };
        QCOMPARE(run.go().outcome, RunOutcome::Interrupted);
        QVERIFY(run.everyCallIsAnswered());
        QVERIFY(run.results().first().stopped && run.results().last().stopped);
        QCOMPARE(run.fixture.benches.calls.size(), 1);
        QCOMPARE(run.results().last().text, u"Not executed: the run was stopped."_s);
    }

    void pausesAtTheBudget()
    {
        SessionOptions options;
        options.budget.maxSteps = 2;
        const ScriptedReply step{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}};
        ScriptedReply second = step;
        second.toolCalls[0].id = u"t2"_s;
        Run run({step, second, {.text = u"never asked"_s}}, options);
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Budget);
        QCOMPARE(ended.budget, u"max_steps"_s);
        QCOMPARE(run.fixture.model.requests().size(), 2);
        QCOMPARE(run.fixture.sessions.find(run.session.id)->status, SessionStatus::Paused);
    }

    void countsTheCostOfTheWholeSessionAgainstTheBudget()
    {
        SessionOptions options;
        options.budget.maxCostUsd = 0.015;
        const ScriptedReply step{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}};
        ScriptedReply second = step;
        second.toolCalls[0].id = u"t2"_s;
        Run run({step, second}, options); // a cent each
        QCOMPARE(run.go().outcome, RunOutcome::Budget);
        QCOMPARE(run.fixture.sessions.find(run.session.id)->costUsd, 0.02);
    }

    void pausesWhenTheModelGoesInCircles()
    {
        SessionOptions options;
        options.budget.maxRepeats = 3;
        QList<ScriptedReply> script;
        for (int i = 0; i < 9; ++i)
            script.append({.toolCalls = {call(u"t%1"_s.arg(i), u"bash"_s, u"run"_s)}});
        Run run(script, options);
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Budget);
        QVERIFY(ended.message.contains(u"loop"_s));
        QCOMPARE(run.fixture.benches.calls.size(), 2);
        QVERIFY(run.everyCallIsAnswered());
    }

    void carriesOutWhatWasAllowed()
    {
        Run run = asking();
        QObject::connect(&run.fixture.journal, &Journal::appended, this, [&run](const Event &e) {
            if (std::holds_alternative<ApprovalRequested>(e.body))
                QVERIFY(run.approvals.decide({.toolUseId = u"t1"_s, .decision = Decision::Allow}));
        });
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QCOMPARE(run.fixture.benches.calls.size(), 1);
    }

    void carriesOutTheEditedInput()
    {
        Run run = asking();
        QObject::connect(&run.fixture.journal, &Journal::appended, this, [&run](const Event &e) {
            if (!std::holds_alternative<ApprovalRequested>(e.body))
                return;
            QCOMPARE(run.fixture.sessions.find(run.session.id)->status,
                     SessionStatus::AwaitingApproval);
            ApprovalDecided edit{.toolUseId = u"t1"_s, .decision = Decision::Edit};
            edit.input = {{u"command"_s, u"ls"_s}};
            edit.note = u"Only look."_s;
            QVERIFY(run.approvals.decide(edit));
        });
        run.go();
        QCOMPARE(run.fixture.benches.calls.constFirst().input.value(u"command"_s), u"ls"_s);
        const QString told = run.results().constFirst().text;
        QVERIFY2(told.endsWith(u"\n[The user changed this call before it was carried out: "
                               "{\"command\":\"ls\"}]\n[The user said: Only look.]"_s),
                 qPrintable(told));
    }

    void tellsTheModelThatItWasDenied()
    {
        Run run = asking();
        run.soonAfter<ApprovalRequested>([&run] { run.fixture.clock.advance(15min); });
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QVERIFY(run.fixture.benches.calls.isEmpty());
        QVERIFY(run.results().constFirst().isError);
        QVERIFY(run.results().constFirst().text.startsWith(
            u"The user did not grant permission to run 'bash'."_s));
    }

    void asksNobodyAboutACallThatCannotRun()
    {
        ToolCall broken = call(u"t1"_s, u"bash"_s, u"run"_s);
        broken.malformed = u"Error: no command"_s;
        SessionOptions options;
        options.approval = ApprovalPolicy::All;
        Run run({{.toolCalls = {broken, call(u"t2"_s, {}, u"fly"_s)}}}, options);
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QVERIFY(!run.kinds().contains(u"approval_requested"_s));
        QCOMPARE(run.results().size(), 2);
        for (const ToolResult &refused : run.results())
            QVERIFY(refused.isError && !refused.text.contains(u"permission"_s));
    }

    void saysWhyTheDesktopIsGone()
    {
        Run run({{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)}}});
        run.fixture.benches.behaviour = [&run](ToolCall,
                                               std::stop_token) -> QCoro::Task<ToolOutcome> {
            run.loop->desktopDied(Error{Errc::Unavailable, u"The X server ended."_s});
            run.stop.request_stop();
            co_return toolError(u"Stopped."_s);
        };
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QCOMPARE(ended.message, u"The X server ended."_s);
    }

private:
    static Run asking()
    {
        SessionOptions options;
        options.approval = ApprovalPolicy::All;
        return Run(
            {{.toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s, {{u"command"_s, u"rm x"_s}})}}},
            options);
    }
};

PILOTHOUSE_UNIT_TEST(TestAgentLoop)
#include "tst_agent_loop.moc"
