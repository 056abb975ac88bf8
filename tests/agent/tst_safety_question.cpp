// Calls that are made and answered as one, and the safety checks before them.
#include "one_run.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

namespace {

/// Actions of one unit, the first with these checks.
QList<ToolCall> unitOf(const QStringList &actions, const QList<SafetyCheck> &checks = {},
                       const QString &unit = u"call_c"_s)
{
    QList<ToolCall> calls;
    for (const QString &action : actions) {
        const QString id = calls.isEmpty() ? unit : u"%1-%2"_s.arg(unit).arg(calls.size() + 1);
        calls.append(call(id, u"computer"_s, action));
        calls.last().unit = unit;
    }
    calls.first().checks = checks;
    return calls;
}

const QList<SafetyCheck> kChecks{{u"sc_1"_s, u"malicious_instructions"_s, u"The page orders."_s}};

/// Answers each question as it is put.
void answerWith(Run &run, Decision decision, const QString &note = {})
{
    run.soonAfter<ApprovalRequested>([&run, decision, note] {
        for (const QString &id : run.approvals.waiting()) {
            ApprovalDecided decided;
            decided.toolUseId = id;
            decided.decision = decision;
            decided.by = u"ann"_s;
            decided.note = note;
            if (decision == Decision::Edit)
                decided.input = {{u"text"_s, u"other"_s}};
            QVERIFY(run.approvals.decide(decided));
        }
    });
}

QStringList doneIn(const Run &run)
{
    QStringList actions;
    for (const ToolCall &made : run.fixture.benches.calls)
        actions.append(made.action);
    return actions;
}

/// What the model is told after the first reply.
UserTurn toldIn(const Run &run)
{
    return std::get<UserTurn>(run.fixture.model.requests().at(1).turns.at(2));
}

} // namespace

class TestSafetyQuestion : public QObject
{
    Q_OBJECT
private slots:
    void looksAfterEachUnit()
    {
        QList<ToolCall> calls = unitOf({u"left_click"_s, u"type"_s});
        calls += unitOf({u"key"_s}, {}, u"call_d"_s);
        calls += call(u"act"_s, u"computer"_s, u"left_click"_s);
        Run run({{.toolCalls = calls}});
        run.go();
        QList<qsizetype> pictures;
        for (const ToolResult &result : run.results())
            pictures.append(result.images.size());
        QCOMPARE(pictures, (QList<qsizetype>{0, 1, 1, 1}));
    }

    void looksAfterAUnitThatFailed()
    {
        Run run({{.toolCalls = unitOf({u"left_click"_s, u"type"_s, u"key"_s})}});
        run.fixture.benches.behaviour = [](ToolCall made,
                                           std::stop_token) -> QCoro::Task<ToolOutcome> {
            if (made.action == "type"_L1)
                co_return toolError(u"Error: no."_s);
            ToolOutcome outcome;
            outcome.text = u"ok"_s;
            if (made.look)
                outcome.picture = ToolPicture{"picture", u"image/png"_s, QSize(1, 1)};
            co_return outcome;
        };
        run.go();
        const auto results = run.results();
        QCOMPARE(doneIn(run), (QStringList{u"left_click"_s, u"type"_s, u"screenshot"_s}));
        QVERIFY(results.at(1).isError && results.at(2).isError);
        QVERIFY(results.at(2).text.startsWith("Not executed"_L1));
        QCOMPARE(results.at(2).images.size(), 1);
        QVERIFY(run.everyCallIsAnswered());
    }

    void asksBeforeAnythingOfTheReplyIsDoneWhateverThePolicy()
    {
        QList<ToolCall> calls{call(u"b"_s, u"bash"_s, u"run"_s)};
        calls += unitOf({u"left_click"_s, u"type"_s}, kChecks);
        Run run({{.toolCalls = calls}});
        QStringList doneWhenAsked{u"not asked"_s};
        run.soonAfter<ApprovalRequested>([&] { doneWhenAsked = doneIn(run); });
        answerWith(run, Decision::Allow, u"go on"_s);
        run.go();
        QCOMPARE(doneWhenAsked, QStringList());
        const auto questions = run.fixture.bodies<ApprovalRequested>(run.session.id);
        QCOMPARE(questions.size(), 1);
        QCOMPARE(questions.first().checks, kChecks);
        QCOMPARE(questions.first().toolUseId, u"call_c"_s);
        QVERIFY2(questions.first().summary.contains(", then type"_L1) &&
                     questions.first().summary.endsWith(
                         u" – safety check: The page orders. (malicious_instructions)"_s),
                 qPrintable(questions.first().summary));
        QCOMPARE(doneIn(run), (QStringList{u"run"_s, u"left_click"_s, u"type"_s}));
        const UserTurn told = toldIn(run);
        QVERIFY(told.answers.at(0).text.contains("[The user said: go on]"_L1));
        QVERIFY(!told.answers.at(0).isAcknowledged);
        QVERIFY(told.answers.at(1).isAcknowledged);
    }

    void doesNothingOfTheReplyAfterANo_data()
    {
        QTest::addColumn<int>("decision");
        QTest::newRow("no") << int(Decision::Deny);
        QTest::newRow("another input, which nobody checked") << int(Decision::Edit);
    }
    void doesNothingOfTheReplyAfterANo()
    {
        QFETCH(int, decision);
        QList<ToolCall> calls{call(u"b"_s, u"bash"_s, u"run"_s)};
        calls += unitOf({u"left_click"_s, u"type"_s}, kChecks);
        Run run({{.toolCalls = calls}});
        answerWith(run, Decision(decision), u"a trap"_s);
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QCOMPARE(doneIn(run), QStringList());
        for (const ToolAnswer &answer : toldIn(run).answers) {
            QVERIFY(answer.isError && !answer.isAcknowledged);
            QVERIFY2(answer.text.contains("did not let a safety check"_L1) &&
                         answer.text.contains("a trap"_L1),
                     qPrintable(answer.text));
        }
        const auto decided = run.fixture.bodies<ApprovalDecided>(run.session.id);
        QCOMPARE(decided.first().decision, Decision::Deny);
    }

    void takesSilenceForANo()
    {
        Run run({{.toolCalls = unitOf({u"left_click"_s}, kChecks)}});
        run.soonAfter<ApprovalRequested>([&] { run.fixture.clock.advance(16min); });
        run.go();
        QCOMPARE(doneIn(run), QStringList());
        QVERIFY(toldIn(run).answers.first().text.contains("Nobody answered in time."_L1));
    }

    void remembersNoAnswerToASafetyCheck()
    {
        Run run({{.toolCalls = unitOf({u"left_click"_s}, kChecks)},
                 {.toolCalls = unitOf({u"left_click"_s}, kChecks, u"call_d"_s)}});
        run.soonAfter<ApprovalRequested>([&] {
            for (const QString &id : run.approvals.waiting()) {
                ApprovalDecided decided;
                decided.toolUseId = id;
                decided.decision = Decision::Allow;
                decided.remember = true;
                QVERIFY(run.approvals.decide(decided));
            }
        });
        run.go();
        QCOMPARE(run.fixture.bodies<ApprovalRequested>(run.session.id).size(), 2);
        QVERIFY(run.fixture.bodies<GrantChanged>(run.session.id).isEmpty());
    }

    void asksByThePolicyBesides()
    {
        SessionOptions options;
        options.approval = ApprovalPolicy::Sensitive;
        Run run({{.toolCalls = unitOf({u"type"_s}, kChecks)}}, options);
        answerWith(run, Decision::Allow);
        run.go();
        const auto questions = run.fixture.bodies<ApprovalRequested>(run.session.id);
        QCOMPARE(questions.size(), 2);
        QVERIFY(questions.last().checks.isEmpty());
        QVERIFY(toldIn(run).answers.first().isAcknowledged);
    }

    void answersWhatIsOpenWhenTheRunIsStoppedInBetween()
    {
        Run run({{.toolCalls = unitOf({u"left_click"_s, u"type"_s}, kChecks)}});
        run.soonAfter<ApprovalRequested>([&] { run.stop.request_stop(); });
        QCOMPARE(run.go().outcome, RunOutcome::Interrupted);
        QCOMPARE(doneIn(run), QStringList());
        QVERIFY(run.everyCallIsAnswered());
    }

    void forgetsTheItemsOfAnotherModel()
    {
        const QByteArray block =
            R"({"type":"tool_use","id":"t","name":"bash","input":{},"item":{"type":"function_call"}})";
        auto at = [seq = EventSeq(0)](const EventBody &body) mutable {
            return Event{.seq = ++seq, .body = body};
        };
        QList<Event> events{at(UserMessage{.text = u"Hi"_s}), at(RunStarted{.model = u"one"_s}),
                            at(ModelBlock{.raw = block}),
                            at(ToolResult{.toolUseId = u"t"_s, .text = u"ok"_s})};
        const auto load = [](const ImageRef &) -> Result<Picture> { return Picture(); };
        const auto blockIn = [&] {
            return std::get<AssistantTurn>(buildTurns(events, load).at(1)).blocks.first();
        };
        QCOMPARE(blockIn(), block);
        events.append(at(RunStarted{.model = u"two"_s}));
        QCOMPARE(blockIn(), R"({"type":"tool_use","id":"t","name":"bash","input":{}})");
    }
};

PILOTHOUSE_UNIT_TEST(TestSafetyQuestion)
#include "tst_safety_question.moc"
