// What of a session's network people and the model are told, and what a person can allow.
#include "agent/session_actions.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kAllower = u"ada"_s;
const EgressRefusal kRefusal{.host = u"a.example"_s, .port = 443, .mode = EgressMode::List};

ToolCall call(const QString &id)
{
    return {id, {}, u"bash"_s, u"bash"_s, u"run"_s, neededInput(u"run"_s)};
}

/// A session with a list; its desktop refuses what the test says, in the midst of a call.
struct Walled : AgentFixture
{
    explicit Walled(QList<ScriptedReply> script, EgressMode mode = EgressMode::List)
        : AgentFixture(std::move(script))
    {
        benches.behaviour = [this](ToolCall called, std::stop_token) -> QCoro::Task<ToolOutcome> {
            if (during)
                during(called);
            ToolOutcome outcome;
            outcome.text = u"ok"_s;
            co_return outcome;
        };
        session = QCoro::waitFor(registry.create({.egress = {mode, {u"first.example"_s}}})).value();
    }
    ~Walled() { QCoro::waitFor(registry.closeAll()); }

    void go()
    {
        QVERIFY(session->submit(u"Go"_s));
        EVENTUALLY_VERIFY(!session->isRunning());
    }
    Result<bool> allow(const QString &host)
    {
        return QCoro::waitFor(actions.allowHost(session->id(), host, kAllower));
    }
    void refuse(const EgressRefusal &refusal) { emit benches.last->egressRefused(refusal); }
    QStringList audited()
    {
        database->flush();
        QStringList rows;
        const auto records = audit.entries();
        for (const AuditRecord &record : *records)
            rows.append(record.entry.actor + u' ' + record.entry.action + u' ' +
                        record.entry.detail.value("host"_L1).toString());
        return rows;
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
};

} // namespace

class TestSessionEgress : public QObject
{
    Q_OBJECT
private slots:
    void tellsPeopleTheTrailAndTheModelWhatWasRefused()
    {
        Walled walled({{.toolCalls = {call(u"c1"_s)}}, {.toolCalls = {call(u"c2"_s)}}, {}});
        walled.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                for (int i = 0; i < 1000; ++i)
                    walled.refuse(kRefusal);
        };

        walled.go();

        const auto denied = walled.bodies<EgressDenied>(walled.session->id());
        QCOMPARE(denied.size(), 1);
        QCOMPARE(denied.first().host, u"a.example"_s);
        QCOMPARE(denied.first().line, describe(kRefusal));
        const auto results = walled.bodies<ToolResult>(walled.session->id());
        QCOMPARE(results.size(), 2);
        QCOMPARE(results.at(0).text,
                 u"ok\n[blocked: a.example:443 is not on this session's list]"_s);
        QCOMPARE(results.at(1).text, u"ok"_s);
        QCOMPARE(walled.audited(), QStringList(u"session egress_denied a.example"_s));
    }

    void aFloodLeavesOneLineWithItsCount()
    {
        Walled walled({{.toolCalls = {call(u"c1"_s)}}, {}});
        walled.during = [&](const ToolCall &) {
            for (int i = 0; i < 1000; ++i)
                walled.refuse({.host = u"h%1.example"_s.arg(i), .port = 443});
        };

        walled.go();

        EVENTUALLY_COMPARE(walled.bodies<EgressDenied>(walled.session->id()).size(), 101);
        const auto denied = walled.bodies<EgressDenied>(walled.session->id());
        QCOMPARE(denied.last().line, u"blocked: 900 more attempts to connect, to further hosts"_s);
        QCOMPARE(walled.audited().size(), 101);
    }

    void letsAPersonAllowAHostWhileItRuns()
    {
        Walled walled({{.toolCalls = {call(u"c1"_s)}}, {.toolCalls = {call(u"c2"_s)}}, {}});
        walled.during = [&](const ToolCall &called) {
            if (called.id == u"c1"_s)
                walled.refuse(kRefusal);
            else
                QVERIFY(*walled.allow(u"A.Example."_s));
        };

        walled.go();

        QCOMPARE(walled.benches.allowedHosts, QStringList(u"a.example"_s));
        const auto allowed = walled.bodies<EgressAllowed>(walled.session->id());
        QCOMPARE(allowed.size(), 1);
        QCOMPARE(allowed.first().host, u"a.example"_s);
        QCOMPARE(allowed.first().by, kAllower);
        QCOMPARE(walled.audited().last(), u"ada egress_allowed a.example"_s);
        const auto results = walled.bodies<ToolResult>(walled.session->id());
        QCOMPARE(results.at(1).text, u"ok\n[allowed: a.example can be reached now]"_s);
    }

    void allowsEachHostOnceAndKeepsIt()
    {
        Walled walled({{.toolCalls = {call(u"c1"_s)}}, {}});
        QVERIFY(*walled.allow(u"a.example"_s));
        QVERIFY(!*walled.allow(u"A.EXAMPLE"_s));
        QVERIFY(!*walled.allow(u"first.example"_s));
        QCOMPARE(walled.bodies<EgressAllowed>(walled.session->id()).size(), 1);
        const auto record = walled.sessions.find(walled.session->id());
        QCOMPARE(egressOf(*record).hosts, (QStringList{u"first.example"_s, u"a.example"_s}));
    }

    void aDesktopThatWasJustBeingOpenedLearnsOfTheHost()
    {
        Walled walled({{.toolCalls = {call(u"c1"_s)}}, {}});
        QVERIFY(*walled.allow(u"a.example"_s));
        walled.go();
        QCOMPARE(walled.benches.allowedHosts, QStringList(u"a.example"_s));
    }

    void allowsNothingWhereThereIsNoList_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("all") << int(EgressMode::All);
        QTest::newRow("public") << int(EgressMode::Public);
        QTest::newRow("none") << int(EgressMode::None);
    }
    void allowsNothingWhereThereIsNoList()
    {
        QFETCH(int, mode);
        Walled walled({}, EgressMode(mode));
        const auto allowed = walled.allow(u"a.example"_s);
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, Errc::Conflict);
        QCOMPARE(walled.kinds(walled.session->id()), QStringList());
        QCOMPARE(walled.audited(), QStringList());
    }

    void refusesWhatIsNoHostAndSessionsThatAreOver()
    {
        Walled walled({});
        QCOMPARE(walled.allow(u"127.0.0.1"_s).error().code, Errc::InvalidArgument);
        QCOMPARE(QCoro::waitFor(walled.actions.allowHost({u"x"_s}, u"a.example"_s, kAllower))
                     .error()
                     .code,
                 Errc::NotFound);
        const SessionId id = walled.session->id();
        QVERIFY(QCoro::waitFor(walled.registry.finish(id)));
        QCOMPARE(
            QCoro::waitFor(walled.actions.allowHost(id, u"a.example"_s, kAllower)).error().code,
            Errc::Conflict);
        QCOMPARE(walled.audited(), QStringList());
    }

    void aListHoldsSoManyHostsAndNoMore()
    {
        QStringList hosts;
        for (int i = 0; i < kMostAllowedHosts; ++i)
            hosts.append(u"h%1.example"_s.arg(i));
        Walled walled({});
        const SessionId id =
            (*QCoro::waitFor(walled.registry.create({.egress = {EgressMode::List, hosts}})))->id();
        const auto more = QCoro::waitFor(walled.actions.allowHost(id, u"a.example"_s, kAllower));
        QCOMPARE(more.error().code, Errc::Conflict);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionEgress)
#include "tst_session_egress.moc"
