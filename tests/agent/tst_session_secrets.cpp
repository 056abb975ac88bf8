// What a model may type without seeing it: told by name, asked for, and masked in all that is kept.
#include "agent/session_actions.h"
#include "core/json.h"
#include "store/masked_event.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kAsker = u"ada"_s;
const Secret kPass{.name = u"PASS"_s, .value = u"hunter2-value"_s, .windows = {u"xterm"_s}};
const Secret kFree{.name = u"FREE"_s, .value = u"free-value"_s};

ToolCall typing(const QString &text)
{
    return {u"1"_s, u"computer"_s, u"type"_s, u"computer"_s, u"type"_s, {{u"text"_s, text}}};
}

ToolCall command(const QString &text)
{
    return {u"1"_s, {}, u"bash"_s, u"bash"_s, u"run"_s, {{u"command"_s, text}}};
}

/// A session whose tools answer what the test says.
struct Guarded : AgentFixture
{
    explicit Guarded(QList<ScriptedReply> script, const QList<Secret> &secretsOfIt = {},
                     const SessionOptions &options = {})
        : AgentFixture(std::move(script))
    {
        journal.setFilter([this](const SessionId &session, EventBody body) {
            return masked(std::move(body), secrets.find(session));
        });
        benches.behaviour = [this](ToolCall, std::stop_token) -> QCoro::Task<ToolOutcome> {
            ToolOutcome outcome;
            outcome.text = answer;
            co_return outcome;
        };
        id = QCoro::waitFor(actions.create(options, kAsker, secretsOfIt)).value().id;
    }
    ~Guarded() { QCoro::waitFor(registry.closeAll()); }

    void send(const QString &text)
    {
        QVERIFY(QCoro::waitFor(actions.submit(id, text, {}, kAsker)));
    }
    void go(const QString &text = u"Go"_s)
    {
        send(text);
        EVENTUALLY_VERIFY(!registry.find(id)->isRunning());
    }
    QString everythingStored()
    {
        database->flush();
        QString all;
        const auto events = journal.events(id);
        for (const Event &event : *events)
            all += QString::fromUtf8(wireJson(event)) + u'\n';
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            all +=
                record.entry.action + QString::fromUtf8(compactJson(record.entry.detail)) + u'\n';
        return all;
    }
    DesktopConfig homes() const
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        return config;
    }

    QString answer = u"ok"_s;
    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, homes()};
    ShareStore shares{*database};
    SavedStore saved{*database};
    Snapshots snapshots{{saved, sessions, journal, clock}, homes()};
    LocalHomes sessionHomes{homes()};
    SessionActions actions{{registry, sessions, journal, removal, audit, secrets, blobs, shares,
                            ModelTable::builtin(), snapshots, sessionHomes}};
    SessionId id;
};

} // namespace

class TestSessionSecrets : public QObject
{
    Q_OBJECT
private slots:
    void theModelIsToldTheirNamesOnceAndWhatChanged()
    {
        Guarded guarded({{.text = u"one"_s}, {.text = u"two"_s}, {.text = u"three"_s}}, {kPass});
        guarded.go();
        guarded.go();
        QVERIFY(guarded.actions.setSecret(guarded.id, kFree, kAsker));
        guarded.go();
        const auto messages = guarded.bodies<UserMessage>(guarded.id);
        QVERIFY(messages.at(0).note.contains("PASS (only into windows of xterm)."_L1));
        QVERIFY(!messages.at(0).note.contains(kPass.value));
        QCOMPARE(messages.at(1).note, QString());
        QVERIFY(messages.at(2).note.contains("FREE (a person is asked each time); PASS"_L1));
    }

    void nothingThatIsKeptHoldsAValue()
    {
        Guarded guarded({{.toolCalls = {command(u"cat notes"_s)}}, {.text = u"done"_s}}, {kPass});
        guarded.answer = u"it says hunter2-value, in base64 aHVudGVyMi12YWx1ZQ=="_s;
        QVERIFY(QCoro::waitFor(guarded.actions.rename(guarded.id, u"My hunter2-value"_s, kAsker)));
        guarded.go(u"The password is hunter2-value"_s);
        const QString all = guarded.everythingStored();
        QVERIFY(!all.contains("hunter2-value"_L1));
        QVERIFY(!all.contains("aHVudGVyMi12YWx1ZQ"_L1));
        QVERIFY(all.contains("The password is {{secret:PASS}}"_L1));
        QVERIFY(all.contains("secret_set{\"name\":\"PASS\"}"_L1));
        const QString model = guarded.bodies<ToolResult>(guarded.id).first().text;
        QCOMPARE(model, u"it says {{secret:PASS}}, in base64 {{secret:PASS}}=="_s);
    }

    void whatASessionIsMadeWithHoldsNoneEither()
    {
        SessionOptions options;
        options.title = u"Log in with hunter2-value"_s;
        options.systemPrompt = u"Use hunter2-value."_s;
        Guarded guarded({}, {kPass}, options);
        const SessionRecord record = *guarded.sessions.find(guarded.id);
        QCOMPARE(record.options.title, u"Log in with {{secret:PASS}}"_s);
        QCOMPARE(record.options.systemPrompt, u"Use {{secret:PASS}}."_s);
    }

    void aPersonIsAskedByTheirBindingAndThePolicy_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("asks");
        const auto row = [](const char *name, ApprovalPolicy policy, const char *text, bool asks) {
            QTest::newRow(name) << int(policy) << QString::fromLatin1(text) << asks;
        };
        row("bound, never ask", ApprovalPolicy::Auto, "{{secret:PASS}}", false);
        row("bound, sensitive", ApprovalPolicy::Sensitive, "{{secret:PASS}}", true);
        row("bound to nothing, never ask", ApprovalPolicy::Auto, "a{{secret:FREE}}", true);
        row("not known, never ask", ApprovalPolicy::Auto, "{{secret:NONE}}", false);
        row("text", ApprovalPolicy::Auto, "hello", false);
    }
    void aPersonIsAskedByTheirBindingAndThePolicy()
    {
        QFETCH(int, policy);
        QFETCH(QString, text);
        SessionOptions options;
        options.approval = ApprovalPolicy(policy);
        Guarded guarded({{.toolCalls = {typing(text)}}, {.text = u"done"_s}}, {kPass, kFree},
                        options);
        guarded.send(u"Go"_s);
        const auto hasAsked = [&] {
            return !guarded.bodies<ApprovalRequested>(guarded.id).isEmpty();
        };
        EVENTUALLY_VERIFY(hasAsked() || !guarded.registry.find(guarded.id)->isRunning());
        QTEST(hasAsked(), "asks");
        if (hasAsked()) {
            const auto asked = guarded.bodies<ApprovalRequested>(guarded.id).first();
            QVERIFY2(asked.summary.contains("the secret "_L1), qPrintable(asked.summary));
            QVERIFY2(asked.reason.contains("types a secret"_L1), qPrintable(asked.reason));
            QVERIFY(QCoro::waitFor(guarded.actions.decide(
                guarded.id, {.toolUseId = u"1"_s, .decision = Decision::Allow}, kAsker)));
        }
        EVENTUALLY_VERIFY(!guarded.registry.find(guarded.id)->isRunning());
    }

    void anAllowanceForTypingIsNoneForASecret()
    {
        FakeClock clock;
        const Secrets secrets({kPass, kFree});
        Approvals asking(ApprovalPolicy::Sensitive, std::chrono::seconds(1), secrets, clock);
        const auto asks = [&](const QString &text) {
            const ToolCall call = typing(text);
            return asking.mustAsk(call, describe(call));
        };
        asking.remember(Approvals::kindOf(typing(u"hello"_s)));
        QVERIFY(!asks(u"other text"_s));
        QVERIFY(asks(u"{{secret:PASS}}"_s));
        asking.remember(Approvals::kindOf(typing(u"{{secret:PASS}}"_s)));
        QVERIFY(!asks(u"me\t{{secret:PASS}}"_s));
        asking.remember(Approvals::kindOf(typing(u"{{secret:FREE}}"_s)));
        QVERIFY2(asks(u"{{secret:FREE}}"_s), "one that is bound to nothing is asked for each time");
    }

    void aSessionKeepsThemWhileItIsClosedAndLosesThemWhenItIsFinished()
    {
        Guarded guarded({{.text = u"one"_s}}, {kPass});
        QCoro::waitFor(guarded.registry.close(guarded.id));
        QCOMPARE(guarded.actions.secrets(guarded.id)->size(), 1);
        QVERIFY(QCoro::waitFor(guarded.actions.finish(guarded.id, kAsker)));
        QCOMPARE(guarded.actions.secrets(guarded.id)->size(), 0);
        QCOMPARE(guarded.actions.setSecret(guarded.id, kFree, kAsker).error().code, Errc::Conflict);
    }

    void whatIsTakenBackIsNotTypedAndStaysMasked()
    {
        Guarded guarded({{.text = u"one"_s}}, {kPass});
        QVERIFY(guarded.actions.removeSecret(guarded.id, u"PASS"_s, kAsker));
        QCOMPARE(guarded.actions.removeSecret(guarded.id, u"PASS"_s, kAsker).error().code,
                 Errc::NotFound);
        guarded.go(u"It was hunter2-value"_s);
        QVERIFY(!guarded.everythingStored().contains(kPass.value));
    }

    void thoseOfTheServerAreEverySessions()
    {
        const SecretVault vault({kPass});
        QCOMPARE(vault.find(SessionId{u"any"_s}).all().size(), 1);
        SecretVault own({kPass});
        QVERIFY(own.of(SessionId{u"a"_s}).put(kFree));
        QCOMPARE(own.of(SessionId{u"a"_s}).all().size(), 2);
        QCOMPARE(own.of(SessionId{u"b"_s}).all().size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionSecrets)
#include "tst_session_secrets.moc"
