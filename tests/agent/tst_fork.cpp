#include "agent/context.h"
#include "agent/fork.h"
#include "agent/session_actions.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const RunId kRun{u"r"_s};

ModelBlock saying(const char *text)
{
    return {kRun, QByteArray("{\"type\":\"text\",\"text\":\"") + text + "\"}"};
}

ModelBlock calling(const QString &id)
{
    return {kRun, "{\"type\":\"tool_use\",\"id\":\"" + id.toUtf8() +
                      "\",\"name\":\"bash\",\"input\":{}}"};
}

ToolResult answering(const QString &id)
{
    return {.run = kRun, .toolUseId = id, .text = u"ok"_s};
}

/// Two steps, a question and a grant, the end; then another message.
QList<Event> conversation()
{
    const TurnEnded turn{.run = kRun, .usage = {.input = 9}, .costUsd = 1};
    const Grant grant{u"bash"_s, u"run"_s};
    const QList<EventBody> bodies{
        UserMessage{.text = u"first"_s},                                 // 1
        RunStarted{.run = kRun},                                         // 2
        saying("I look."),                                               // 3
        calling(u"t1"_s),                                                // 4
        calling(u"t2"_s),                                                // 5
        turn,                                                            // 6
        ApprovalRequested{.run = kRun, .toolUseId = u"t1"_s},            // 7
        ApprovalDecided{.toolUseId = u"t1"_s, .remember = true},         // 8
        GrantChanged{grant, u"ann"_s},                                   // 9
        answering(u"t1"_s),                                              // 10
        answering(u"t2"_s),                                              // 11
        ConversationSummarised{.run = kRun, .text = u"so"_s, .upTo = 8}, // 12
        saying("Done."),                                                 // 13
        turn,                                                            // 14
        RunEnded{.run = kRun, .usage = {.input = 9}, .costUsd = 2},      // 15
        DesktopGivenUp{u"limit"_s},                                      // 16
        UserMessage{.text = u"second"_s},                                // 17
        RunStarted{.run = kRun},                                         // 18
        calling(u"t3"_s),                                                // 19
        turn,                                                            // 20: under way
    };
    QList<Event> events;
    for (const EventBody &body : bodies)
        events.append({.session = {u"s"_s}, .seq = events.size() + 1, .at = {}, .body = body});
    return events;
}

QList<Event> numbered(const QList<EventBody> &bodies)
{
    QList<Event> events;
    for (const EventBody &body : bodies)
        events.append({.session = {u"f"_s}, .seq = events.size() + 1, .at = {}, .body = body});
    return events;
}

/// Everything people do, with a session that has done one call.
struct Originals : AgentFixture
{
    Originals() : AgentFixture({{.toolCalls = {call()}}, {.text = u"Done."_s}}) {}
    ~Originals()
    {
        QCoro::waitFor(registry.closeAll());
        QCoro::waitFor(snapshots.stop());
    }

    static ToolCall call()
    {
        return {.id = u"c1"_s,
                .name = u"screenshot"_s,
                .tool = u"computer"_s,
                .action = u"screenshot"_s};
    }
    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        config.savedDir = folder.filePath(u"saved"_s);
        return config;
    }
    SessionId used()
    {
        SessionOptions options;
        options.title = u"Look"_s;
        options.approval = ApprovalPolicy::Auto;
        options.budget.maxSteps = 7;
        Session *session = *QCoro::waitFor(registry.create(options));
        (void)session->submit(u"go"_s);
        (void)eventually([&] { return !session->isRunning(); });
        return session->id();
    }
    Result<SessionRecord> fork(const SessionId &id, EventSeq upTo)
    {
        return QCoro::waitFor(actions.fork(id, upTo, u"ann"_s));
    }

    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, homes()};
    ShareStore shares{*database};
    SavedStore saved{*database};
    Snapshots snapshots{{saved, sessions, journal, clock}, homes()};
    LocalHomes sessionHomes{homes()};
    SessionActions actions{{registry, sessions, journal, removal, audit, secrets, blobs, shares,
                            ModelTable::builtin(), snapshots, sessionHomes}};
};

} // namespace

class TestFork : public QObject
{
    Q_OBJECT
private slots:
    void isCutWhereTheModelCanGoOnFrom_data()
    {
        QTest::addColumn<int>("upTo");
        QTest::addColumn<int>("cut");
        QTest::newRow("nothing") << 0 << 0;
        QTest::newRow("a message") << 1 << 1;
        QTest::newRow("words with calls after them") << 3 << 11;
        QTest::newRow("a call") << 4 << 11;
        QTest::newRow("the first of two results") << 10 << 11;
        QTest::newRow("a result") << 11 << 11;
        QTest::newRow("the last words") << 13 << 14;
        QTest::newRow("before the second message") << 16 << 16;
        QTest::newRow("the second message") << 17 << 17;
        QTest::newRow("a step that is under way") << 19 << 18;
        QTest::newRow("all") << 1000 << 18;
    }
    void isCutWhereTheModelCanGoOnFrom()
    {
        QFETCH(int, upTo);
        QFETCH(int, cut);
        const QList<EventBody> copy = forkOf(conversation(), upTo, {u"s"_s}, u"Title"_s);
        const Forked forked = std::get<Forked>(copy.last());
        QCOMPARE(forked.seq, cut);
        QCOMPARE(forked.session.value, u"s"_s);
        QCOMPARE(forked.title, u"Title"_s);
        QVERIFY(openCalls(numbered(copy)).isEmpty());
    }

    void copiesWhatWasSaidAndNothingThatWasAllowedOrPaid()
    {
        const QList<EventBody> copy = forkOf(conversation(), 15, {u"s"_s}, {});
        QStringList kinds;
        for (const EventBody &body : copy)
            kinds.append(kindOf(body));
        QCOMPARE(kinds.join(u' '),
                 u"user_message run_started model_block model_block model_block turn_ended "
                 "tool_result tool_result conversation_summarised model_block turn_ended "
                 "run_ended forked"_s);
        QCOMPARE(std::get<TurnEnded>(copy.at(5)).costUsd, 0.0);
        QCOMPARE(std::get<TurnEnded>(copy.at(5)).usage.input, 0);
        QCOMPARE(std::get<RunEnded>(copy.at(11)).costUsd, 0.0);
        // What is covered in the original is covered here.
        QCOMPARE(std::get<ConversationSummarised>(copy.at(8)).upTo, 6);
    }

    void isToldToTheModelAfterWhatWasSaid()
    {
        QList<EventBody> copy = forkOf(conversation(), 11, {u"s"_s}, {});
        copy.append(UserMessage{.text = u"otherwise"_s});
        const QList<Turn> turns = buildTurns(numbered(copy), {});
        QCOMPARE(turns.size(), 3);
        const UserTurn last = std::get<UserTurn>(turns.last());
        QCOMPARE(last.answers.size(), 2);
        QVERIFY(last.texts.first().contains("was said in another session"_L1));
        QCOMPARE(last.texts.last(), u"otherwise"_s);
        const QList<EventBody> nothing = forkOf(conversation(), 0, {u"s"_s}, {});
        QVERIFY(buildTurns(numbered(nothing), {}).isEmpty());
    }

    void livesOnWhenTheOriginalIsDeleted()
    {
        Originals it;
        const SessionId original = it.used();
        const BlobHash picture = it.bodies<ToolResult>(original).first().images.first().blob;

        const auto fork = it.fork(original, 1000);
        QVERIFY(fork);
        QVERIFY(QCoro::waitFor(it.removal.removeSession(original, u"ann"_s)));

        QVERIFY(it.blobs.path(picture));
        QCOMPARE(it.bodies<ToolResult>(fork->id).first().images.first().blob, picture);
        QVERIFY(QCoro::waitFor(it.removal.removeSession(fork->id, u"ann"_s)));
        QVERIFY(!it.blobs.path(picture));
    }

    void beginsWithTheOptionsAndReadyForAMessage()
    {
        Originals it;
        const SessionId original = it.used();
        QVERIFY(QCoro::waitFor(it.actions.finish(original, u"ann"_s)));
        const auto fork = it.fork(original, 1);
        QVERIFY(fork);
        QCOMPARE(fork->status, SessionStatus::Active);
        QCOMPARE(fork->options.title, u"Look (continued)"_s);
        QCOMPARE(fork->options.budget.maxSteps, 7);
        QCOMPARE(fork->costUsd, 0.0);
        QVERIFY(it.journal.sessionsWithOpenRun()->isEmpty());

        const auto session = it.registry.open(fork->id);
        QVERIFY((*session)->submit(u"and now?"_s));
        EVENTUALLY_VERIFY(!(*session)->isRunning());
        QCOMPARE(it.registry.record(fork->id)->status, SessionStatus::Completed);
        QCOMPARE(it.fork({u"none"_s}, 1).error().code, Errc::NotFound);
    }

    void isNamedByItsFirstMessageWhereNothingWasCopied()
    {
        Originals it;
        const auto fork = it.fork(it.used(), 0);
        QCOMPARE(fork->options.title, QString());
        const auto session = it.registry.open(fork->id);
        QVERIFY((*session)->submit(u"look there"_s));
        EVENTUALLY_VERIFY(!(*session)->isRunning());
        QCOMPARE(it.registry.record(fork->id)->options.title, u"look there"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestFork)
#include "tst_fork.moc"
