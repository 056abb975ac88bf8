// What a person types at the terminal of a task.
#include "app/approval_prompt.h"

#include "sandbox/descriptor.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A terminal that a test types into, and a session with a list of hosts whose task it shows.
struct Typist : AgentFixture
{
    explicit Typist(const QList<ScriptedReply> &script) : AgentFixture(script)
    {
        ::grantpt(master.get());
        ::unlockpt(master.get());
        terminal = Descriptor(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
        SessionOptions options;
        options.egress = {EgressMode::List, {u"first.example"_s}};
        options.approval = ApprovalPolicy::Sensitive;
        session = QCoro::waitFor(registry.create(std::move(options))).value();
        prompt = std::make_unique<ApprovalPrompt>(actions, session->id(), terminal.get());
        QObject::connect(&journal, &Journal::appended, prompt.get(), [this](const Event &event) {
            if (const auto *question = std::get_if<ApprovalRequested>(&event.body))
                prompt->ask(*question);
        });
    }
    ~Typist()
    {
        QCoro::waitFor(prompt->allEnded(systemClock()));
        QCoro::waitFor(registry.closeAll());
    }

    bool type(const QByteArray &line) const
    {
        return ::write(master.get(), line.constData(), size_t(line.size())) == line.size();
    }
    QStringList allowed()
    {
        QStringList hosts;
        for (const EgressAllowed &each : bodies<EgressAllowed>(session->id()))
            hosts.append(each.host + u" by "_s + each.by);
        return hosts;
    }

    Descriptor master{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    Descriptor terminal;
    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, {}};
    ShareStore shares{*database};
    SavedStore saved{*database};
    Snapshots snapshots{{saved, sessions, journal, clock}, {}};
    LocalHomes sessionHomes{DesktopConfig()};
    SessionActions actions{{registry, sessions, journal, removal, audit, secrets, blobs, shares,
                            ModelTable::builtin(), snapshots, sessionHomes}};
    Session *session = nullptr;
    std::unique_ptr<ApprovalPrompt> prompt;
};

} // namespace

class TestApprovalPrompt : public QObject
{
    Q_OBJECT
private slots:
    void allowsABlockedHostWhoseNameIsTyped()
    {
        Typist typist({});
        QVERIFY(typist.type("allow new.example\n"));
        EVENTUALLY_COMPARE(typist.allowed(), QStringList(u"new.example by terminal"_s));
        QCOMPARE(egressOf(*typist.sessions.find(typist.session->id())).hosts,
                 (QStringList{u"first.example"_s, u"new.example"_s}));
    }

    void allowsNothingByAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"y", "a", "allow", "new.example", "allow 10.0.0.1", "allow *",
                                 "allow a b", "allow first.example"})
            QTest::newRow(line) << QByteArray(line);
    }
    void allowsNothingByAnythingElse()
    {
        QFETCH(QByteArray, line);
        Typist typist({});
        QVERIFY(typist.type(line + '\n') && typist.type("allow last.example\n"));
        EVENTUALLY_COMPARE(typist.allowed(), QStringList(u"last.example by terminal"_s));
    }

    void allowsAHostWhileAQuestionIsOpenAndLeavesThatOpen()
    {
        const QString id = u"t1"_s;
        const QString run = u"run"_s;
        const ToolCall call{id, {}, u"bash"_s, u"bash"_s, run, neededInput(run)};
        Typist typist({{.toolCalls = {call}}, {.text = u"Fine."_s}});
        QVERIFY(typist.session->submit(u"Go"_s));
        EVENTUALLY_COMPARE(typist.bodies<ApprovalRequested>(typist.session->id()).size(), 1);
        QVERIFY(typist.type("allow new.example\n"));
        EVENTUALLY_COMPARE(typist.allowed().size(), 1);
        QCOMPARE(typist.bodies<ApprovalDecided>(typist.session->id()).size(), 0);
        QVERIFY(typist.type("y\n"));
        EVENTUALLY_COMPARE(typist.bodies<RunEnded>(typist.session->id()).size(), 1);
        const auto decided = typist.bodies<ApprovalDecided>(typist.session->id());
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided.first().decision, Decision::Allow);
    }
};

PILOTHOUSE_UNIT_TEST(TestApprovalPrompt)
#include "tst_approval_prompt.moc"
