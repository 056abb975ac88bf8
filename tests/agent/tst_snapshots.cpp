// Long: a case for each thing that can happen to files that are kept.
#include "agent/desks/desk_actions.h"
#include "agent/session_actions.h"

#include "core/wait.h"
#include "sandbox/session_files.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kAnn = u"ann"_s;

ToolCall callThat(const QString &id)
{
    return {.id = id,
            .name = u"bash"_s,
            .tool = u"bash"_s,
            .action = u"run"_s,
            .input = neededInput(u"run"_s)};
}

/// Sessions whose tool writes a file, with what keeps their files.
struct KeepingDesk : AgentFixture
{
    explicit KeepingDesk(SavedLimits most = {}, QList<ScriptedReply> replies = script())
        : AgentFixture(std::move(replies)), limits(most)
    {
        benches.behaviour = [this](ToolCall call, std::stop_token) { return writeFile(call.id); };
        open();
    }
    ~KeepingDesk()
    {
        QCoro::waitFor(registry.closeAll());
        QCoro::waitFor(snapshots->stop());
    }
    static QList<ScriptedReply> script()
    {
        return {{.toolCalls = {callThat(u"c1"_s)}}, {.text = u"Done."_s},
                {.toolCalls = {callThat(u"c2"_s)}}, {.text = u"Done."_s},
                {.toolCalls = {callThat(u"c3"_s)}}, {.text = u"Done."_s}};
    }

    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        config.savedDir = folder.filePath(u"saved"_s);
        config.saved = limits;
        return config;
    }
    void open()
    {
        snapshots =
            std::make_unique<Snapshots>(Snapshots::Parts{saved, sessions, journal, clock}, homes());
        actions = std::make_unique<SessionActions>(
            SessionActions::Parts{registry, sessions, journal, removal, audit, secrets, blobs,
                                  shares, ModelTable::builtin(), *snapshots, sessionHomes});
        desks = std::make_unique<DeskActions>(
            DeskActions::Parts{*snapshots, registry, sessions, journal, audit});
    }
    QCoro::Task<ToolOutcome> writeFile(QString text)
    {
        const std::stop_token never;
        while (limits.snapshots > 0 && !isTakenOfBegin()) // it may be quicker than the disk
            co_await sleepFor(systemClock(), std::chrono::milliseconds(2), never);
        write(id, u"made"_s, text.toUtf8());
        ToolOutcome outcome;
        outcome.text = u"ok"_s;
        co_return outcome;
    }
    /// The files before the last message are kept.
    bool isTakenOfBegin()
    {
        EventSeq begin = 0;
        const auto events = journal.events(id);
        for (const Event &event : *events)
            if (std::holds_alternative<UserMessage>(event.body))
                begin = event.seq;
        return !list().isEmpty() && list().first().untilSeq >= begin;
    }
    void newSession(const QString &desk = {})
    {
        SessionOptions options;
        options.approval = ApprovalPolicy::Auto;
        options.desk = desk;
        id = QCoro::waitFor(actions->create(options, kAnn)).value().id;
    }
    void write(const SessionId &session, const QString &path, const QByteArray &bytes)
    {
        clock.advance(std::chrono::milliseconds(1)); // none is as old as the next
        QVERIFY(writeInHome(homes(), session, path, bytes));
    }
    QByteArray read(const SessionId &session, const QString &path) const
    {
        QFile file(homes().homesDir + u'/' + session.value + u'/' + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(nothing)");
    }
    /// One message, until the snapshot of its end is there.
    void work()
    {
        QVERIFY(QCoro::waitFor(actions->submit(id, u"go"_s, {}, kAnn)));
        EVENTUALLY_VERIFY(!registry.find(id)->isRunning());
        const EventSeq end = sessions.find(id)->lastSeq;
        EVENTUALLY_VERIFY(!list().isEmpty() && list().first().untilSeq == end);
    }
    QList<SavedFiles> list() const { return *saved.snapshotsOf(id); }
    Result<SavedFiles> take(const QString &desk = {}, bool replaces = false)
    {
        return QCoro::waitFor(desks->take(id, desk, replaces, kAnn));
    }
    Result<SessionRecord> restore(const QString &snapshot)
    {
        return QCoro::waitFor(desks->restore(id, snapshot, kAnn));
    }
    int foldersIn(const QString &place) const
    {
        return int(QDir(homes().savedDir + u'/' + place)
                       .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
                       .size());
    }
    QStringList audited()
    {
        database->flush();
        QStringList rows;
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            rows.append(record.entry.action);
        return rows;
    }

    SavedLimits limits;
    SessionId id;
    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, homes()};
    ShareStore shares{*database};
    SavedStore saved{*database};
    LocalHomes sessionHomes{homes()};
    std::unique_ptr<Snapshots> snapshots;
    std::unique_ptr<SessionActions> actions;
    std::unique_ptr<DeskActions> desks;
};

} // namespace

class TestSnapshots : public QObject
{
    Q_OBJECT
private slots:
    void areTakenBeforeAndAfterARunThatChangedSomething()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"brought"_s, "by ann");
        it.work();
        const QList<SavedFiles> taken = it.list();
        QCOMPARE(taken.size(), 2);
        QVERIFY(taken.first().isAutomatic && taken.last().isAutomatic);
        QCOMPARE(taken.last().seq, 1);
        QCOMPARE(it.foldersIn(u"sessions/"_s + it.id.value), 2);
    }

    void areTakenOnceWhereNothingHasChanged()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"a"_s, "text");
        const auto first = it.take();
        QVERIFY(first);
        const auto second = it.take();
        QCOMPARE(second->id, first->id);
        QCOMPARE(it.list().size(), 1);
        QCOMPARE(it.foldersIn(u"sessions/"_s + it.id.value), 1);
        it.write(it.id, u"a"_s, "other");
        QVERIFY(it.take()->id != first->id);
        QVERIFY(it.audited().contains(u"snapshot_taken"_s));
    }

    void bringTheFilesBackAndTellEverybody()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"mine"_s, "before");
        it.work();
        const QString before = it.list().last().id;
        it.write(it.id, u"mine"_s, "spoilt");
        const auto restored = it.restore(before);
        QVERIFY(restored);
        QCOMPARE(it.read(it.id, u"mine"_s), QByteArray("before"));
        QCOMPARE(it.read(it.id, u"made"_s), QByteArray("(nothing)"));
        QVERIFY(!it.registry.find(it.id)); // its desktop is closed
        QCOMPARE(it.bodies<FilesRestored>(it.id).first().snapshot, before);
        QVERIFY(it.audited().contains(u"files_restored"_s));
        // What was there meanwhile can be had back.
        QVERIFY(it.restore(it.list().first().id));
        QCOMPARE(it.read(it.id, u"mine"_s), QByteArray("spoilt"));
    }

    void areNotBroughtBackWhileARunGoesOn()
    {
        KeepingDesk it({}, {{.toolCalls = {callThat(u"c1"_s)}}});
        it.newSession();
        it.write(it.id, u"a"_s, "1");
        const auto taken = it.take();
        SessionOptions options = it.sessions.find(it.id)->options;
        options.approval = ApprovalPolicy::All;
        QVERIFY(QCoro::waitFor(it.actions->change(it.id, options, kAnn)));
        QVERIFY(QCoro::waitFor(it.actions->submit(it.id, u"go"_s, {}, kAnn)));
        EVENTUALLY_COMPARE(it.sessions.find(it.id)->status, SessionStatus::AwaitingApproval);
        it.write(it.id, u"a"_s, "2");
        QCOMPARE(it.restore(taken->id).error().code, Errc::Conflict);
        QCOMPARE(it.read(it.id, u"a"_s), QByteArray("2"));
        QVERIFY(it.registry.find(it.id)->isRunning());
    }

    void goOldestFirstButThoseOfPeopleStay()
    {
        KeepingDesk it({.snapshots = 3});
        it.newSession();
        it.write(it.id, u"a"_s, "0");
        const auto mine = it.take();
        for (int i = 0; i < 3; ++i)
            it.work();
        const QList<SavedFiles> left = it.list();
        QCOMPARE(left.size(), 3);
        QCOMPARE(left.last().id, mine->id);
        QCOMPARE(it.foldersIn(u"sessions/"_s + it.id.value), 3);
        for (int i = 0; i < 2; ++i) {
            it.write(it.id, u"a"_s, "mine" + QByteArray::number(i));
            QVERIFY(it.take());
        }
        it.write(it.id, u"a"_s, "one more");
        QCOMPARE(it.take().error().code, Errc::Conflict);
        QVERIFY(QCoro::waitFor(it.desks->removeSnapshot(it.id, mine->id, kAnn)));
        QVERIFY(it.take());
    }

    void goWhenTheyTakeUpTooMuch()
    {
        KeepingDesk it({.snapshotsSize = 3}); // MiB
        it.newSession();
        for (const char letter : {'a', 'b'}) {
            it.write(it.id, u"big"_s, QByteArray(2 << 20, letter));
            const auto taken = QCoro::waitFor(it.snapshots->take(it.id, Snapshots::By::Itself));
            QVERIFY(taken);
        }
        QCOMPARE(it.list().size(), 1);
        it.write(it.id, u"big"_s, QByteArray(4 << 20, 'c'));
        QCOMPARE(it.take().error().code, Errc::Io);
        QCOMPARE(it.list().size(), 1);
        QCOMPARE(it.foldersIn(u"work"_s), 0);
    }

    void becomeADeskThatNewSessionsBeginWith()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"settings"_s, "mine");
        const auto taken = it.take(u"Mail"_s);
        QCOMPARE(taken->name, u"Mail"_s);
        QCOMPARE(it.take(u"mail"_s).error().code, Errc::Conflict);
        it.write(it.id, u"settings"_s, "better");
        QVERIFY(it.take(u"mail"_s, true));
        QVERIFY(QCoro::waitFor(it.actions->remove(it.id, kAnn)));
        QCOMPARE(it.foldersIn(u"sessions"_s), 0);
        QCOMPARE(it.saved.desks()->size(), 1);
        QCOMPARE(it.foldersIn(u"desks"_s), 1);

        it.newSession(u"MAIL"_s);
        QCOMPARE(it.read(it.id, u"settings"_s), QByteArray("better"));
        QVERIFY(QCoro::waitFor(it.desks->removeDesk(u"Mail"_s, kAnn)));
        QCOMPARE(it.foldersIn(u"desks"_s), 0);
        QCOMPARE(it.read(it.id, u"settings"_s), QByteArray("better"));
        QVERIFY(it.audited().contains(u"desk_saved"_s) && it.audited().contains(u"desk_removed"_s));
    }

    void areNoDesksBeyondTheirLimits()
    {
        KeepingDesk it({.desks = 1, .desksSize = 1});
        it.newSession();
        it.write(it.id, u"a"_s, "small");
        QVERIFY(it.take(u"one"_s));
        QCOMPARE(it.take(u"two"_s).error().code, Errc::Conflict);
        it.write(it.id, u"a"_s, QByteArray(2 << 20, 'x'));
        QCOMPARE(it.take(u"one"_s, true).error().code, Errc::Io);
        QCOMPARE(it.saved.desks()->size(), 1);
    }

    void leaveNoSessionWhereTheDeskCannotBeUsed()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"a"_s, "text");
        QVERIFY(it.take(u"Mail"_s));
        const SavedFiles desk = *it.saved.desk(u"Mail"_s);
        QFile kept(it.homes().savedDir + u'/' + deskPlace(desk.id) + u"/home/a"_s);
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write("evil") == 4);
        kept.close();
        SessionOptions options;
        options.desk = u"Mail"_s;
        const auto refused = QCoro::waitFor(it.actions->create(options, kAnn));
        QCOMPARE(refused.error().code, Errc::Corrupt);
        QCOMPARE(it.sessions.list()->size(), 1);
        options.desk = u"Nothing"_s;
        QCOMPARE(QCoro::waitFor(it.actions->create(options, kAnn)).error().code, Errc::NotFound);
        QCOMPARE(it.sessions.list()->size(), 1);
    }

    void giveAForkItsFilesOfThen()
    {
        KeepingDesk it;
        it.newSession();
        it.work();
        const EventSeq then = it.sessions.find(it.id)->lastSeq;
        it.work();
        QCOMPARE(it.read(it.id, u"made"_s), QByteArray("c2"));
        const auto fork = QCoro::waitFor(it.actions->fork(it.id, then, kAnn));
        QVERIFY(fork);
        QCOMPARE(it.read(fork->id, u"made"_s), QByteArray("c1"));
        QCOMPARE(it.bodies<Forked>(fork->id).first().files, u"then"_s);
        // Before the first message there was nothing.
        const auto fresh = QCoro::waitFor(it.actions->fork(it.id, 0, kAnn));
        QCOMPARE(it.read(fresh->id, u"made"_s), QByteArray("(nothing)"));
        QCOMPARE(it.bodies<Forked>(fresh->id).first().files, u"then"_s);
    }

    void giveAForkTheFilesOfNowWhereThereIsNoneOfThen()
    {
        KeepingDesk it({.snapshots = 0});
        it.newSession();
        QVERIFY(QCoro::waitFor(it.actions->submit(it.id, u"go"_s, {}, kAnn)));
        EVENTUALLY_VERIFY(!it.registry.find(it.id)->isRunning());
        it.write(it.id, u"late"_s, "later");
        const auto fork = QCoro::waitFor(it.actions->fork(it.id, 1000, kAnn));
        QVERIFY(fork);
        QCOMPARE(it.read(fork->id, u"made"_s), QByteArray("c1"));
        QCOMPARE(it.read(fork->id, u"late"_s), QByteArray("later"));
        QCOMPARE(it.bodies<Forked>(fork->id).first().files, u"now"_s);
    }

    void giveAForkNoFilesOfASessionThatNamedASecret()
    {
        KeepingDesk it({.snapshots = 0});
        it.newSession();
        QVERIFY(QCoro::waitFor(it.actions->submit(it.id, u"type {{secret:WEB}}"_s, {}, kAnn)));
        EVENTUALLY_VERIFY(!it.registry.find(it.id)->isRunning());
        QCOMPARE(it.snapshots->mayLeave(it.id).error().code, Errc::Conflict);
        const auto fork = QCoro::waitFor(it.actions->fork(it.id, 1000, kAnn));
        QVERIFY(fork);
        QCOMPARE(it.read(fork->id, u"made"_s), QByteArray("(nothing)"));
        QCOMPARE(it.bodies<Forked>(fork->id).first().files, QString());
    }

    void areSweptWhereACrashCutThemShort()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"a"_s, "text");
        const auto whole = it.take(u"Mail"_s);
        SavedFiles half{.id = u"half"_s, .snapshotOf = it.id, .origin = it.id};
        half.createdAt = it.clock.now();
        QVERIFY(QCoro::waitFor(it.saved.begin(half)));
        QVERIFY(saveFiles(it.homes(), it.id, placeOf(half), {}, 0)); // and then it died
        QCOMPARE(it.list().size(), 1);
        QCoro::waitFor(it.snapshots->recover());
        QVERIFY(it.saved.unfinished()->isEmpty());
        QCOMPARE(it.foldersIn(u"sessions/"_s + it.id.value), 1);
        QCOMPARE(it.list().first().id, whole->id);
        QCOMPARE(it.foldersIn(u"desks"_s), 1);
    }

    void areLeftNowhereOfASessionThatIsDeletedMeanwhile()
    {
        KeepingDesk it;
        it.newSession();
        it.write(it.id, u"a"_s, "text");
        QCoro::Task<Result<SavedFiles>> taking = it.snapshots->take(it.id, Snapshots::By::Person);
        QVERIFY(QCoro::waitFor(it.actions->remove(it.id, kAnn)));
        QCoro::waitFor(std::move(taking));
        EVENTUALLY_COMPARE(it.foldersIn(u"sessions/"_s + it.id.value), 0);
        QVERIFY(it.saved.unfinished()->isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestSnapshots)
#include "tst_snapshots.moc"
