#include "one_run.h"

#include "agent/context.h"
#include "agent/upkeep/crash_recovery.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What a server finds of runs that a crash cut off.
class TestCrashRecovery : public QObject
{
    Q_OBJECT
private slots:
    void answersAMessageWhoseRunACrashPrevented()
    {
        AgentFixture fixture({{.text = u"Here"_s}});
        const SessionRecord left = *QCoro::waitFor(fixture.sessions.create({}));
        QCoro::waitFor(fixture.journal.append(
            left.id, {UserMessage{.text = u"one"_s}, RunStarted{.run = {u"r1"_s}},
                      RunEnded{.run = {u"r1"_s}}, UserMessage{.text = u"two"_s}}));

        SessionRegistry registry(fixture.services(), 8);
        QCOMPARE(*QCoro::waitFor(closeOpenRuns(fixture.services())), 1);

        QCOMPARE(fixture.sessions.find(left.id)->status, SessionStatus::Interrupted);
        const RunEnded last = fixture.bodies<RunEnded>(left.id).last();
        QVERIFY2(last.message.contains(u"Resume"_s), qPrintable(last.message));
        QCOMPARE(*QCoro::waitFor(closeOpenRuns(fixture.services())), 0);
        Session *session = *registry.open(left.id);
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->resume());
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.at(0).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
        QCOMPARE(std::get<UserTurn>(fixture.model.requests().last().turns.last()).texts,
                 (QStringList{u"one"_s, u"two"_s}));
    }

    void closesWhatACrashLeftOpen()
    {
        AgentFixture fixture({{.text = u"Going on"_s}});
        const SessionRecord left = *QCoro::waitFor(fixture.sessions.create({}));
        const QByteArray raw = rawToolUse(call(u"t1"_s, u"bash"_s, u"run"_s));
        QCoro::waitFor(fixture.journal.append(left.id, {UserMessage{.text = u"one"_s}, RunStarted{},
                                                        ModelBlock{{}, raw}, TurnEnded{}}));

        SessionRegistry registry(fixture.services(), 8);
        QCOMPARE(*QCoro::waitFor(closeOpenRuns(fixture.services())), 1);

        QVERIFY(openCalls(*fixture.journal.events(left.id)).isEmpty());
        QCOMPARE(fixture.sessions.find(left.id)->status, SessionStatus::Interrupted);
        QCOMPARE(*QCoro::waitFor(closeOpenRuns(fixture.services())), 0);
        Session *session = *registry.open(left.id);
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"go on"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.at(0).at(0).value<RunEnded>().outcome, RunOutcome::Completed);
        QCOMPARE(fixture.model.requests().last().turns.size(), 3);
    }

    void forgetsThePicturesOfARunThatACrashCutOff()
    {
        AgentFixture fixture({});
        const SessionRecord left =
            *QCoro::waitFor(fixture.sessions.create({.storeScreenshots = false}));
        const BlobHash blob = *QCoro::waitFor(fixture.blobs.put("a picture"));
        QCoro::waitFor(
            fixture.journal.append(left.id, {RunStarted{.run = {u"r1"_s}},
                                             ToolResult{.run = {u"r1"_s},
                                                        .toolUseId = u"t1"_s,
                                                        .images = {ImageRef{.blob = blob}}}}));
        SessionRegistry registry(fixture.services(), 8);
        QCOMPARE(*QCoro::waitFor(closeOpenRuns(fixture.services())), 1);
        QVERIFY(!fixture.blobs.path(blob));
    }
};

PILOTHOUSE_UNIT_TEST(TestCrashRecovery)
#include "tst_crash_recovery.moc"
