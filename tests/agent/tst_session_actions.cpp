#include "agent/session_actions.h"

#include "sandbox/session_files.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kAda = u"ada"_s;
const ToolCall kCall{.id = u"call_1"_s,
                     .name = u"bash"_s,
                     .tool = u"bash"_s,
                     .action = u"run"_s,
                     .input = neededInput(u"run"_s)};

/// All that people can do to sessions, and what the audit trail says of it.
struct Doors : AgentFixture
{
    Doors() : AgentFixture({{.toolCalls = {kCall}}}) {}
    ~Doors() { QCoro::waitFor(registry.closeAll()); }

    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        return config;
    }
    SessionId newSession()
    {
        SessionOptions options;
        options.approval = ApprovalPolicy::All;
        return QCoro::waitFor(registry.create(options)).value()->id();
    }
    /// Its run waits for an approval.
    void ask(const SessionId &session)
    {
        QVERIFY(registry.find(session)->submit(u"Go"_s));
        EVENTUALLY_COMPARE(sessions.find(session)->status, SessionStatus::AwaitingApproval);
    }
    QStringList audited()
    {
        database->flush();
        QStringList rows;
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            rows.append(record.entry.actor + u' ' + record.entry.action);
        return rows;
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

using Deed = std::function<bool(Doors &, const SessionId &)>;

template <typename Value> bool done(const Result<Value> &result)
{
    return result.has_value();
}
template <typename Task> bool waited(Task task)
{
    return QCoro::waitFor(std::move(task)).has_value();
}

} // namespace

class TestSessionActions : public QObject
{
    Q_OBJECT
private slots:
    void writesEachDeedDownOnce_data()
    {
        QTest::addColumn<Deed>("before"); // what must have happened; not written down
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<QString>("action");
        const Deed nothing = [](Doors &, const SessionId &) { return true; };
        const Deed asked = [](Doors &d, const SessionId &id) { return d.ask(id), true; };
        const Deed stopped = [asked](Doors &d, const SessionId &id) {
            asked(d, id);
            d.registry.find(id)->interrupt();
            return eventually([&] { return !d.registry.find(id)->isRunning(); });
        };
        const Deed steered = [asked](Doors &d, const SessionId &id) {
            return asked(d, id) && done(d.registry.find(id)->takeWheel({.viewer = u"v"_s}));
        };
        const Deed brought = [](Doors &d, const SessionId &id) {
            return done(writeInHome(d.homes(), id, u"a"_s, "x"));
        };
        const auto row = [](const char *name, const Deed &before, const QString &action,
                            const Deed &deed) { QTest::newRow(name) << before << deed << action; };

        row("create", nothing, u"session_created"_s,
            [](Doors &d, const SessionId &) { return waited(d.actions.create({}, kAda)); });
        row("rename", nothing, u"session_renamed"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.rename(id, u"New"_s, kAda));
        });
        row("change", nothing, u"settings_changed"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.change(id, {.model = u"other"_s}, kAda));
        });
        row("finish", nothing, u"session_finished"_s,
            [](Doors &d, const SessionId &id) { return waited(d.actions.finish(id, kAda)); });
        row("remove", nothing, u"session_deleted"_s,
            [](Doors &d, const SessionId &id) { return waited(d.actions.remove(id, kAda)); });
        row("submit", nothing, u"message_sent"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.submit(id, u"Go"_s, {}, kAda));
        });
        row("resume", stopped, u"resumed"_s,
            [](Doors &d, const SessionId &id) { return waited(d.actions.resume(id, {}, kAda)); });
        row("pause", asked, u"paused"_s,
            [](Doors &d, const SessionId &id) { return done(d.actions.pause(id, kAda)); });
        row("interrupt", asked, u"interrupted"_s,
            [](Doors &d, const SessionId &id) { return done(d.actions.interrupt(id, kAda)); });
        row("decide", asked, u"approval_decided"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.decide(id, {.toolUseId = kCall.id}, kAda));
        });
        row("take the wheel", asked, u"control_taken"_s, [](Doors &d, const SessionId &id) {
            return done(d.actions.takeWheel(id, {.viewer = u"v"_s}, kAda));
        });
        row("hand it back", steered, u"control_handed_back"_s, [](Doors &d, const SessionId &id) {
            return done(d.actions.handBackWheel(id, u"v"_s, kAda));
        });
        row("take it away", steered, u"control_handed_back"_s,
            [](Doors &d, const SessionId &id) { return done(d.actions.takeWheelAway(id, kAda)); });
        row("run a command", nothing, u"command_run"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.command(id, u"true"_s, std::chrono::minutes(1), {}, kAda)) &&
                   d.benches.commands == QStringList(u"true"_s);
        });
        row("bring a file", nothing, u"file_written"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.writeFile(id, u"a"_s, "x", IfThere::Replace, kAda));
        });
        row("remove a file", brought, u"file_removed"_s, [](Doors &d, const SessionId &id) {
            return waited(d.actions.removeFile(id, u"a"_s, kAda));
        });
    }
    void writesEachDeedDownOnce()
    {
        QFETCH(Deed, before);
        QFETCH(Deed, deed);
        QFETCH(QString, action);
        Doors doors;
        const SessionId session = doors.newSession();
        QVERIFY(before(doors, session));
        QCOMPARE(doors.audited(), QStringList());

        QVERIFY(deed(doors, session));

        QCOMPARE(doors.audited(), QStringList(QString(kAda + u' ' + action)));
    }

    void writesDownWhatIsAskedInANewSession()
    {
        Doors doors;
        SessionOptions options;
        options.approval = ApprovalPolicy::All;
        options.provider = Provider::OpenAi;
        options.webhook = u"text+https://ntfy.example/my-secret-topic?auth=t0ken"_s;
        const auto made = QCoro::waitFor(doors.actions.create(options, kAda));
        QVERIFY(made);
        doors.database->flush();
        QCOMPARE(doors.audit.entries({.session = made->id})->constFirst().entry.detail,
                 (QJsonObject{{u"approval"_s, u"all"_s},
                              {u"provider"_s, u"openai"_s},
                              {u"webhook"_s, u"https://ntfy.example/…"_s}}));
    }

    void writesNothingDownThatWasNotDone_data()
    {
        QTest::addColumn<Deed>("deed");
        const auto row = [](const char *name, const Deed &deed) { QTest::newRow(name) << deed; };
        row("rename nobody", [](Doors &d, const SessionId &) {
            return waited(d.actions.rename({u"nobody"_s}, u"New"_s, kAda));
        });
        row("change nobody", [](Doors &d, const SessionId &) {
            return waited(d.actions.change({u"nobody"_s}, {}, kAda));
        });
        row("ask again what is asked", [](Doors &d, const SessionId &id) {
            return waited(d.actions.askAgain(id, u"bash:run"_s, kAda));
        });
        row("remove nobody", [](Doors &d, const SessionId &) {
            return waited(d.actions.remove({u"nobody"_s}, kAda));
        });
        row("interrupt nobody", [](Doors &d, const SessionId &) {
            return done(d.actions.interrupt({u"nobody"_s}, kAda));
        });
        row("an empty message", [](Doors &d, const SessionId &id) {
            return waited(d.actions.submit(id, u" "_s, {}, kAda));
        });
        row("nothing to resume",
            [](Doors &d, const SessionId &id) { return waited(d.actions.resume(id, {}, kAda)); });
        row("nothing to pause",
            [](Doors &d, const SessionId &id) { return done(d.actions.pause(id, kAda)); });
        row("nothing was asked", [](Doors &d, const SessionId &id) {
            return waited(d.actions.decide(id, {.toolUseId = kCall.id}, kAda));
        });
        row("no desktop", [](Doors &d, const SessionId &id) {
            return done(d.actions.takeWheel(id, {.viewer = u"v"_s}, kAda));
        });
        row("not at the wheel", [](Doors &d, const SessionId &id) {
            return done(d.actions.handBackWheel(id, u"v"_s, kAda));
        });
        row("no such file", [](Doors &d, const SessionId &id) {
            return waited(d.actions.removeFile(id, u"a"_s, kAda));
        });
    }
    void writesNothingDownThatWasNotDone()
    {
        QFETCH(Deed, deed);
        Doors doors;
        const SessionId session = doors.newSession();

        QVERIFY(!deed(doors, session));

        QCOMPARE(doors.audited(), QStringList());
    }

    void leavesNothingOfASessionThatIsRefused()
    {
        Doors doors;
        QList<Secret> tooMany;
        for (int i = 0; i <= kMostSecrets; ++i)
            tooMany.append(Secret{.name = u"S%1"_s.arg(i), .value = u"value-%1"_s.arg(i)});

        const auto refused = QCoro::waitFor(doors.actions.create({}, kAda, tooMany));

        QCOMPARE(refused.error().code, Errc::Conflict);
        QCOMPARE(doors.sessions.list()->size(), 0);
        QCOMPARE(doors.registry.openCount(), 0);
        QCOMPARE(doors.audited(), QStringList());
    }

    void tellsEveryViewerOfANewTitleByAnEvent()
    {
        Doors doors;
        const SessionId session = doors.newSession();

        const auto renamed = QCoro::waitFor(doors.actions.rename(session, u"New"_s, kAda));

        QVERIFY(renamed);
        QCOMPARE(renamed->options.title, u"New"_s);
        QCOMPARE(doors.bodies<TitleChanged>(session).value(0).title, u"New"_s);
        doors.database->flush();
        const QJsonObject lengthOnly{{u"characters"_s, 3}};
        QCOMPARE(doors.audit.entries()->constFirst().entry.detail, lengthOnly);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionActions)
#include "tst_session_actions.moc"
