#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As many desktops as `most`, and tasks that are done at once.
struct Desktops : AgentFixture
{
    explicit Desktops(int most, QList<ScriptedReply> script = {})
        : AgentFixture(std::move(script)), registry(services(), most)
    {
    }
    ~Desktops() { QCoro::waitFor(registry.closeAll()); }

    /// A session that has done its task a minute after the one before it.
    SessionId done()
    {
        clock.advance(60s);
        Session *session = *QCoro::waitFor(registry.create({}));
        (void)session->submit(u"go"_s);
        (void)eventually([&] { return !session->isRunning(); });
        return session->id();
    }
    bool has(const SessionId &session) const { return registry.hasDesktop(session); }

    SessionRegistry registry;
};

} // namespace

class TestGivenUpDesktops : public QObject
{
    Q_OBJECT
private slots:
    void takesTheDesktopOfTheSessionThatWasUsedLeastRecently()
    {
        Desktops it(2);
        const SessionId first = it.done();
        const SessionId second = it.done();
        it.clock.advance(60s);
        it.registry.find(first)->noteUse();

        const SessionId third = it.done();

        QVERIFY(it.has(first));
        QVERIFY(!it.has(second));
        QVERIFY(it.has(third));
        QVERIFY(it.bodies<DesktopGivenUp>(first).isEmpty());
        QCOMPARE(it.bodies<DesktopGivenUp>(second).size(), 1);
        QCOMPARE(it.bodies<DesktopGivenUp>(second).first().reason, u"limit"_s);
    }

    void sparesWhoIsWatchedAndWhoIsPausedWhereItCan_data()
    {
        QTest::addColumn<bool>("paused");
        QTest::newRow("watched") << false;
        QTest::newRow("paused") << true;
    }
    void sparesWhoIsWatchedAndWhoIsPausedWhereItCan()
    {
        QFETCH(bool, paused);
        Desktops it(2);
        const SessionId first = it.done();
        QList<EventBody> stopped;
        stopped.append(StatusChanged{SessionStatus::Paused, {}});
        if (paused)
            QVERIFY(QCoro::waitFor(it.journal.append(first, stopped)));
        else
            it.registry.find(first)->wheel().addConnection(u"viewer"_s);
        const SessionId second = it.done();
        it.done();
        QVERIFY(it.has(first));
        QVERIFY(!it.has(second));
        it.done(); // the third gives way
        QVERIFY(it.has(first));
    }

    void takesNoneThatWorksOrIsSteered()
    {
        const QList<ScriptedReply> script{{.text = u"Done."_s}, {.hang = true}};
        Desktops it(2, script);
        const SessionId steered = it.done();
        QVERIFY(it.registry.find(steered)->takeWheel({.viewer = u"ann"_s, .name = u"Ann"_s}));
        Session *working = *QCoro::waitFor(it.registry.create({}));
        QVERIFY(working->submit(u"go"_s));
        EVENTUALLY_COMPARE(it.model.requests().size(), 2);

        QCOMPARE(QCoro::waitFor(it.registry.create({})).error().code, Errc::Unavailable);

        QVERIFY(it.has(steered));
        QVERIFY(working->isRunning());
        QVERIFY(it.registry.find(steered)->wheel().handBack(u"ann"_s));
        QVERIFY(QCoro::waitFor(it.registry.create({})));
        QVERIFY(!it.has(steered));
    }

    void neverHasMoreThanTheLimitWhenTwoComeAtOnce()
    {
        const QList<ScriptedReply> script{{.text = u"Done."_s}, {.hang = true}, {.hang = true}};
        Desktops it(2, script);
        it.done();
        auto one = it.registry.create({}); // is being stored
        auto other = it.registry.create({});
        const auto first = QCoro::waitFor(std::move(one));
        const auto second = QCoro::waitFor(std::move(other));
        QVERIFY(first);
        QVERIFY(second);
        QCOMPARE(it.registry.openCount(), 2);
    }

    void takesAMessageRightAfterwardsAndTellsTheModel()
    {
        Desktops it(1);
        const SessionId first = it.done();
        const SessionId second = it.done();
        QVERIFY(!it.has(first));

        const auto again = it.registry.open(first); // before its end has been told to anybody
        QVERIFY(again);
        QVERIFY((*again)->submit(u"and now?"_s));
        EVENTUALLY_VERIFY(!(*again)->isRunning());

        QVERIFY(it.has(first));
        QVERIFY(!it.has(second));
        const QStringList kinds = it.kinds(first);
        const qsizetype given = kinds.indexOf(u"desktop_given_up"_s);
        QCOMPARE(kinds.mid(given - 1, 3),
                 (QStringList{u"run_ended"_s, u"desktop_given_up"_s, u"user_message"_s}));
        const auto said = std::get<UserTurn>(it.model.requests().constLast().turns.constLast());
        QVERIFY(said.texts.first().startsWith("[The desktop was closed meanwhile"_L1));
        QCOMPARE(said.texts.last(), u"and now?"_s);
    }

    void tellsViewersAndCountsAsNoUse()
    {
        Desktops it(1);
        const SessionId first = it.done();
        QSignalSpy ended(it.registry.find(first), &Session::desktopEnded);
        QSignalSpy closed(&it.registry, &SessionRegistry::closed);
        const QDateTime used = it.registry.record(first)->updatedAt;

        it.done();

        QCOMPARE(ended.size(), 1);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(it.registry.record(first)->updatedAt, used);
        QCOMPARE(it.registry.record(first)->status, SessionStatus::Completed);
    }

    void isGivenUpOnce()
    {
        Desktops it(1);
        const SessionId first = it.done();
        QVERIFY(!it.registry.giveDesktopUp(SessionId{u"unknown"_s}, u"idle"_s));
        QVERIFY(it.registry.giveDesktopUp(first, u"idle"_s));
        QVERIFY(!it.registry.giveDesktopUp(first, u"idle"_s));
        EVENTUALLY_COMPARE(it.bodies<DesktopGivenUp>(first).size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestGivenUpDesktops)
#include "tst_given_up_desktops.moc"
