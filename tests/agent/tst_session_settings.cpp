// What of a session people change after it was made: its settings, and what is not asked again.
#include "agent/session_actions.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kChanger = u"ada"_s;
const QString kCommands = u"bash:run"_s;

ToolCall inTheShell(const QString &id)
{
    return {id, {}, u"bash"_s, u"bash"_s, u"run"_s, neededInput(u"run"_s)};
}

/// A model that runs commands, one in each reply; `during` is done in the midst of each.
struct Changed : AgentFixture
{
    explicit Changed(SessionOptions options = {}, int calls = 3) : AgentFixture(replies(calls))
    {
        benches.behaviour = [this](ToolCall called, std::stop_token) -> QCoro::Task<ToolOutcome> {
            if (during)
                during(called);
            ToolOutcome outcome;
            outcome.text = u"ok"_s;
            co_return outcome;
        };
        session = QCoro::waitFor(registry.create(std::move(options))).value();
        id = session->id();
    }
    ~Changed() { QCoro::waitFor(registry.closeAll()); }

    static QList<ScriptedReply> replies(int calls)
    {
        QList<ScriptedReply> all;
        for (int i = 1; i <= calls; ++i)
            all.append({.toolCalls = {inTheShell(u"c%1"_s.arg(i))}});
        return all;
    }
    void go()
    {
        QVERIFY(session->submit(u"Go"_s));
        EVENTUALLY_VERIFY(!session->isRunning());
    }
    SessionOptions now() const { return sessions.find(id)->options; }
    /// Changes something by `edit`.
    Result<SessionRecord> change(const std::function<void(SessionOptions &)> &edit)
    {
        SessionOptions wanted = now();
        edit(wanted);
        return QCoro::waitFor(actions.change(id, wanted, kChanger));
    }
    /// Waits for the `count`th question, and allows it for the rest of the session.
    void allowForGood(qsizetype count)
    {
        EVENTUALLY_COMPARE(bodies<ApprovalRequested>(id).size(), count);
        const QString asked = bodies<ApprovalRequested>(id).last().toolUseId;
        const ApprovalDecided decision{
            .toolUseId = asked, .decision = Decision::Allow, .remember = true};
        QVERIFY(QCoro::waitFor(actions.decide(id, decision, kChanger)));
    }
    QStringList grants() const
    {
        QStringList ids;
        const auto record = sessions.find(id);
        for (const GrantChanged &granted : record->grants)
            ids.append(granted.by + u' ' + granted.grant.id());
        return ids;
    }
    AuditEntry audited()
    {
        database->flush();
        return audit.entries()->constFirst().entry;
    }
    QStringList auditedActions()
    {
        database->flush();
        QStringList names;
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            names.append(record.entry.action);
        return names;
    }
    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        return config;
    }

    std::function<void(const ToolCall &)> during;
    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, homes()};
    ShareStore shares{*database};
    SavedStore saved{*database};
    Snapshots snapshots{{saved, sessions, journal, clock}, homes()};
    LocalHomes sessionHomes{homes()};
    SessionActions actions{{registry, sessions, journal, removal, audit, secrets, blobs, shares,
                            ModelTable::builtin(), snapshots, sessionHomes}};
    Session *session = nullptr;
    SessionId id;
};

SessionOptions thatAsksAll()
{
    return {.approval = ApprovalPolicy::All};
}

} // namespace

class TestSessionSettings : public QObject
{
    Q_OBJECT
private slots:
    void tellsOnlyWhatIsOtherwise()
    {
        Changed it;

        const auto changed = it.change([](SessionOptions &wanted) {
            wanted.approval = ApprovalPolicy::All;
            wanted.budget.maxCostUsd = 2.5;
        });

        QVERIFY(changed);
        QCOMPARE(changed->options.approval, ApprovalPolicy::All);
        QCOMPARE(changed->options.budget.maxCostUsd, 2.5);
        QCOMPARE(changed->options.budget.maxSteps, BudgetConfig().maxSteps);
        const auto told = it.bodies<SettingsChanged>(it.id);
        QCOMPARE(told.size(), 1);
        QCOMPARE(QString::fromUtf8(bodyToJson(told.first())),
                 u"{\"approval\":\"all\",\"by\":\"ada\",\"max_cost_usd\":2.5}"_s);
        const QJsonObject detail{{u"approval"_s, u"all"_s}, {u"max_cost_usd"_s, 2.5}};
        QCOMPARE(it.audited().detail, detail);
        QCOMPARE(it.audited().action, u"settings_changed"_s);
        QVERIFY(it.change([](SessionOptions &) {}));
        QCOMPARE(it.bodies<SettingsChanged>(it.id).size(), 1);
    }

    void laterChangesKeepEarlierOnesAlsoForTheNextServer()
    {
        Changed it;
        QVERIFY(it.change([](SessionOptions &wanted) { wanted.model = u"other"_s; }));
        QVERIFY(it.change([](SessionOptions &wanted) { wanted.budget.maxSteps = 400; }));
        QVERIFY(it.change([](SessionOptions &wanted) { wanted.budget.maxSteps = 500; }));

        const SessionStore next(*it.database);

        QCOMPARE(next.find(it.id)->options.model, u"other"_s);
        QCOMPARE(next.find(it.id)->options.budget.maxSteps, 500);
    }

    void asksFromTheNextCallOnWhileARunIsGoing()
    {
        Changed it;
        it.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                QVERIFY(it.change([](SessionOptions &w) { w.approval = ApprovalPolicy::All; }));
        };
        QVERIFY(it.session->submit(u"Go"_s));

        EVENTUALLY_COMPARE(it.bodies<ApprovalRequested>(it.id).size(), 1);

        QCOMPARE(it.bodies<ApprovalRequested>(it.id).first().toolUseId, u"c2"_s);
        it.session->interrupt();
        EVENTUALLY_VERIFY(!it.session->isRunning());
    }

    void aRaisedBudgetLetsItGoOn()
    {
        SessionOptions options;
        options.budget.maxCostUsd = 0.01;
        Changed it(options);
        it.go();
        QCOMPARE(it.bodies<RunEnded>(it.id).last().budget, u"max_cost_usd"_s);

        QVERIFY(it.change([](SessionOptions &wanted) { wanted.budget.maxCostUsd = 1; }));
        QVERIFY(it.session->resume());
        EVENTUALLY_VERIFY(!it.session->isRunning());

        QCOMPARE(it.bodies<RunEnded>(it.id).last().outcome, RunOutcome::Completed);
    }

    void aBudgetHoldsAtOnceWhileARunIsGoing()
    {
        SessionOptions options;
        options.budget.maxSteps = 2;
        Changed it(options);
        it.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                QVERIFY(it.change([](SessionOptions &wanted) { wanted.budget.maxSteps = 20; }));
        };

        it.go();

        QCOMPARE(it.bodies<RunEnded>(it.id).last().outcome, RunOutcome::Completed);
    }

    void anotherModelAnswersTheNextMessage()
    {
        Changed it;
        it.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                QVERIFY(it.change([](SessionOptions &wanted) { wanted.model = u"other"_s; }));
        };
        it.go();
        QCOMPARE(it.model.requests().last().model, QString());

        it.go();

        QCOMPARE(it.model.requests().last().model, u"other"_s);
        QCOMPARE(it.bodies<RunStarted>(it.id).last().model, u"other"_s);
    }

    void aModelThatTakesSmallerPicturesThanWereSentIsRefused()
    {
        Changed it;
        const ImageRef photograph{
            .blob = {u"b"_s}, .mediaType = u"image/jpeg"_s, .size = {2000, 500}};
        const UserMessage sent{.text = u"Look"_s, .images = {photograph}};
        QVERIFY(QCoro::waitFor(it.journal.append(it.id, {sent})));
        const auto to = [&it](const QString &model) {
            return it.change([&model](SessionOptions &wanted) { wanted.model = model; });
        };
        const auto refused = to(u"claude-haiku-4-5"_s);
        QCOMPARE(refused.error().code, Errc::InvalidArgument);
        QVERIFY(refused.error().message.contains("smaller pictures"_L1));
        QVERIFY(to(u"claude-opus-5"_s));
    }

    void aFinishedSessionChangesNoMore()
    {
        Changed it;
        QVERIFY(QCoro::waitFor(it.actions.finish(it.id, kChanger)));

        const auto changed =
            it.change([](SessionOptions &wanted) { wanted.approval = ApprovalPolicy::All; });

        QCOMPARE(changed.error().code, Errc::Conflict);
        QCOMPARE(it.bodies<SettingsChanged>(it.id).size(), 0);
    }

    void whatIsNotAskedAgainIsKeptAndTold()
    {
        Changed it(thatAsksAll());
        QVERIFY(it.session->submit(u"Go"_s));
        it.allowForGood(1);
        EVENTUALLY_VERIFY(!it.session->isRunning());

        QCOMPARE(it.bodies<ApprovalRequested>(it.id).size(), 1);
        QCOMPARE(it.grants(), QStringList(u"ada bash:run"_s));
        QVERIFY(it.bodies<GrantChanged>(it.id).first().isGranted);
    }

    void whatIsNotAskedAgainSurvivesTheEndOfTheServer()
    {
        Changed it(thatAsksAll(), 6);
        QVERIFY(it.session->submit(u"Go"_s));
        it.allowForGood(1);
        EVENTUALLY_VERIFY(!it.session->isRunning());
        QCoro::waitFor(it.registry.close(it.id));

        it.session = *it.registry.open(it.id);
        it.go();

        QCOMPARE(it.bodies<ApprovalRequested>(it.id).size(), 1);
    }

    void whatIsTakenBackIsAskedFromTheNextCallOn()
    {
        Changed it(thatAsksAll());
        it.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                QVERIFY(QCoro::waitFor(it.actions.askAgain(it.id, kCommands, kChanger)));
        };
        QVERIFY(it.session->submit(u"Go"_s));
        it.allowForGood(1);

        EVENTUALLY_COMPARE(it.bodies<ApprovalRequested>(it.id).size(), 2);

        QCOMPARE(it.grants(), QStringList());
        QVERIFY(!it.bodies<GrantChanged>(it.id).last().isGranted);
        QVERIFY(it.auditedActions().contains(u"grant_revoked"_s));
        it.session->interrupt();
        EVENTUALLY_VERIFY(!it.session->isRunning());
        QCOMPARE(QCoro::waitFor(it.actions.askAgain(it.id, kCommands, kChanger)).error().code,
                 Errc::NotFound);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionSettings)
#include "tst_session_settings.moc"
