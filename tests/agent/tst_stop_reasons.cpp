#include "one_run.h"

#include "model/anthropic/conversation.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What follows from the reason that a model gives for the end of its reply.
class TestStopReasons : public QObject
{
    Q_OBJECT
private slots:
    void asksAgainWithMoreRoomWhenAReplyIsCutOff()
    {
        Run run({{.text = u"cut"_s,
                  .toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)},
                  .stopReason = u"max_tokens"_s},
                 {.text = u"whole"_s}});
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        QCOMPARE(run.fixture.benches.calls.size(), 0);
        QVERIFY(run.fixture.model.requests().last().maxOutputTokens > 0);
        QCOMPARE(run.fixture.bodies<ModelBlock>(run.session.id).size(), 1);
        QCOMPARE(run.fixture.sessions.find(run.session.id)->costUsd, 0.02);
    }

    void showsARefusalAndKeepsItOutOfTheConversation()
    {
        Run run({{.text = u"no"_s, .stopReason = u"refusal"_s}});
        QCOMPARE(run.go().outcome, RunOutcome::Error);
        QVERIFY(run.fixture.bodies<ModelBlock>(run.session.id).isEmpty());
    }

    void sendsAPausedTurnAgainWithItsContent()
    {
        Run run({{.text = u"part"_s, .stopReason = u"pause_turn"_s}, {.text = u"end"_s}});
        QCOMPARE(run.go().outcome, RunOutcome::Completed);
        const QList<Turn> turns = run.fixture.model.requests().last().turns;
        const auto sent = conversation(turns, {}); // what models refuse it does not send
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QCOMPARE(sent->size(), 3);
        QVERIFY(sent->at(1).blocks.constFirst().contains("part"));
        QVERIFY(sent->at(2).isUser);
    }

    void stopsWithoutActingAtAReasonThatIsNoCall_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << u"moon_phase"_s << u"moon_phase"_s;
        QTest::newRow("full") << u"model_context_window_exceeded"_s << u"context"_s;
    }
    void stopsWithoutActingAtAReasonThatIsNoCall()
    {
        QFETCH(QString, reason);
        QFETCH(QString, says);
        Run run({{.text = u"x"_s,
                  .toolCalls = {call(u"t1"_s, u"bash"_s, u"run"_s)},
                  .stopReason = reason}});
        const RunEnded ended = run.go();
        QCOMPARE(ended.outcome, RunOutcome::Error);
        QVERIFY(ended.message.contains(says));
        QVERIFY(run.fixture.benches.calls.isEmpty());
        QVERIFY(run.everyCallIsAnswered());
    }

    void doesNotAskAgainAfterAReplyThatAddsNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<RunOutcome>("outcome");
        QTest::newRow("paused") << QString() << u"pause_turn"_s << RunOutcome::Error;
        QTest::newRow("tool_use, empty") << QString() << u"tool_use"_s << RunOutcome::Completed;
        QTest::newRow("tool_use, no call") << u"x"_s << u"tool_use"_s << RunOutcome::Completed;
        QTest::newRow("end_turn") << QString() << u"end_turn"_s << RunOutcome::Completed;
    }
    void doesNotAskAgainAfterAReplyThatAddsNothing()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        Run run({{.text = text, .stopReason = reason}});
        const RunEnded ended = run.go();
        QTEST(ended.outcome, "outcome");
        QCOMPARE(run.fixture.model.requests().size(), 1);
        QCOMPARE(ended.message.isEmpty(), !text.isEmpty()); // silence is told
    }
};

PILOTHOUSE_UNIT_TEST(TestStopReasons)
#include "tst_stop_reasons.moc"
