// Long: what keeps house, and tables of its cases.
#include "agent/upkeep/housekeeper.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ToolCall lookingCall()
{
    ToolCall call;
    call.id = u"t1"_s;
    call.name = u"screenshot"_s;
    call.tool = u"computer"_s;
    call.action = u"screenshot"_s;
    return call;
}

/// A server without a face: sessions with scripted models, and somebody who keeps house.
struct House : AgentFixture
{
    explicit House(QList<ScriptedReply> script, Housekeeper::Limits limits = {})
        : AgentFixture(std::move(script)), housekeeper({clock, registry, sessions, removal}, limits)
    {
    }
    ~House() { QCoro::waitFor(registry.closeAll()); }

    static DesktopConfig desktop(const QTemporaryDir &folder)
    {
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        return config;
    }
    QString home(const SessionId &session) const
    {
        return folder.filePath(u"homes/"_s + session.value);
    }
    /// A session with a home that has sent one message; its run is over unless the script hangs.
    SessionId used()
    {
        Session *session = *QCoro::waitFor(registry.create({}));
        QDir().mkpath(home(session->id()) + u"/.cache/deep"_s);
        const qsizetype asked = model.requests().size();
        (void)session->submit(u"go"_s);
        (void)eventually([&] { return !session->isRunning() || hangs(asked); });
        return session->id();
    }
    bool hangs(qsizetype asked) const { return hanging && model.requests().size() > asked; }
    Housekeeper::Swept sweep() { return QCoro::waitFor(housekeeper.sweep({})); }
    QStringList audited(const SessionId &session) const
    {
        QStringList actions;
        const auto entries = audit.entries();
        for (const AuditRecord &record : *entries)
            if (record.entry.session == session)
                actions.append(record.entry.actor + u' ' + record.entry.action);
        return actions;
    }

    bool hanging = false;
    AuditLog audit{*database};
    SessionRegistry registry{services(), 8};
    SessionRemoval removal{{registry, sessions, blobs, audit}, desktop(folder)};
    Housekeeper housekeeper;
};

} // namespace

class TestHousekeeper : public QObject
{
    Q_OBJECT
private slots:
    void closesAnIdleDesktopAndKeepsTheConversation()
    {
        House house({{.text = u"Hello"_s}, {.text = u"Back"_s}}, {.idleTimeout = 60s});
        const SessionId session = house.used();
        house.clock.advance(59s);
        QCOMPARE(house.sweep().closed, 0);
        house.clock.advance(1s);

        QCOMPARE(house.sweep().closed, 1);

        QCOMPARE(house.registry.openCount(), 0);
        QVERIFY(QDir(house.home(session)).exists());
        EVENTUALLY_COMPARE(house.kinds(session).last(), u"desktop_given_up"_s);
        QVERIFY(house.registry.open(session));
        QCOMPARE(house.sweep().closed, 0); // somebody has just come back to it
    }

    void removesTheHomesThatDeletedSessionsLeftAndNoOthers()
    {
        House house({{.text = u"Hello"_s}}, {});
        const SessionId living = house.used();
        const SessionId deleted = QCoro::waitFor(house.registry.create({})).value()->id();
        QVERIFY(QCoro::waitFor(house.removal.removeSession(deleted, u"me"_s)));
        const SessionId foreign{u"0b9a3a3c-0000-4000-8000-000000000000"_s}; // of another database
        for (const SessionId &session : {living, deleted, foreign})
            QVERIFY(QDir().mkpath(house.home(session)));

        QCOMPARE(house.sweep().homes, 1);

        QVERIFY(!QDir(house.home(deleted)).exists());
        QVERIFY(QDir(house.home(living)).exists());
        QVERIFY(QDir(house.home(foreign)).exists());
    }

    void deletesNothingWhenTheClockHasJumped_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("years ahead") << 24 * 365 * 12;
        QTest::newRow("two hours ahead") << 2;
        QTest::newRow("a day back") << -24;
    }
    void deletesNothingWhenTheClockHasJumped()
    {
        QFETCH(int, hours);
        House house({{.text = u"Hello"_s}}, {.idleTimeout = 60s, .retention = 3600s});
        const SessionId session = house.used();
        house.clock.jump(std::chrono::hours(hours));

        const Housekeeper::Swept swept = house.sweep();

        QCOMPARE(swept.removed, 0);
        QCOMPARE(swept.closed, 0);
        QVERIFY(house.sessions.find(session));
        // Whoever set it, and set it back, has lost nothing.
        house.clock.jump(-std::chrono::hours(hours));
        QCOMPARE(house.sweep().removed, 0);
        house.clock.advance(30s);
        QCOMPARE(house.sweep().removed, 0);
        house.clock.advance(2h);
        QCOMPARE(house.sweep().removed, 1);
    }

    void deletesNothingByTheClockItStartsWith()
    {
        House house({{.text = u"Hello"_s}}, {.retention = 3600s, .interval = 60s});
        const SessionId session = house.used();
        house.clock.advance(2h);
        house.housekeeper.start();
        house.clock.advance(1s); // it sweeps at once
        QVERIFY(house.sessions.find(session));
        house.clock.advance(61s);
        QVERIFY(eventually([&] { return !house.sessions.find(session); }));
        QCoro::waitFor(house.housekeeper.stop());
    }

    void leavesASessionAloneThatIsInUse()
    {
        const QList<ScriptedReply> script{{.hang = true}};
        House house(script, {.idleTimeout = 60s, .retention = 60s});
        house.hanging = true;
        const SessionId running = house.used();
        const Session *atTheWheel = *QCoro::waitFor(house.registry.create({}));
        house.clock.advance(3600s);
        house.registry.find(atTheWheel->id())->noteUse();

        const Housekeeper::Swept swept = house.sweep();

        QCOMPARE(swept.closed, 0);
        QCOMPARE(swept.removed, 0);
        QVERIFY(house.registry.find(running)->isRunning());
    }

    void deletesWhatIsOlderThanTheRetention()
    {
        House house({{.toolCalls = {lookingCall()}}, {.text = u"Done"_s}},
                    {.idleTimeout = 0s, .retention = 60s});
        const SessionId old = house.used();
        const BlobHash blob = picturesOf(house, old).value(0);
        QVERIFY(house.blobs.path(blob));
        house.clock.advance(30s);
        const SessionId young = house.used();
        house.clock.advance(30s);

        QCOMPARE(house.sweep().removed, 1);

        QCOMPARE(house.sessions.find(old).error().code, Errc::NotFound);
        QVERIFY(house.sessions.find(young));
        QVERIFY(!QDir(house.home(old)).exists());
        QVERIFY(QDir(house.home(young)).exists());
        QVERIFY(!house.blobs.path(blob));
        QCOMPARE(house.audited(old), QStringList{u"server session_expired"_s});
        QCOMPARE(house.registry.open(old).error().code, Errc::NotFound);
    }

    void doesNothingWhenSwitchedOff()
    {
        House house({{.text = u"Hello"_s}}, {.idleTimeout = 0s, .retention = 0s});
        const SessionId session = house.used();
        house.clock.advance(std::chrono::hours(10'000));
        const Housekeeper::Swept swept = house.sweep();
        QCOMPARE(swept.closed + swept.removed, 0);
        QVERIFY(house.registry.find(session));
    }

    void sweepsByItselfUntilItIsStopped()
    {
        House house({}, {.idleTimeout = 60s, .interval = 60s});
        const auto wasClosed = [&house] { return house.registry.openCount() == 0; };
        house.used();
        house.clock.advance(60s);
        house.housekeeper.start();
        QVERIFY(eventually(wasClosed));
        for (int i = 0; i < 2; ++i) {
            house.used();
            house.clock.advance(60s);
            QVERIFY(eventually(wasClosed));
        }
        QCoro::waitFor(house.housekeeper.stop());
        house.used();
        house.clock.advance(600s);
        QCOMPARE(house.registry.openCount(), 1);
    }

    void deletesASessionInTheMiddleOfItsRun()
    {
        const QList<ScriptedReply> script{{.hang = true}};
        House house(script);
        house.hanging = true;
        const SessionId session = house.used();

        QVERIFY(QCoro::waitFor(house.removal.removeSession(session, u"ada"_s)));

        QCOMPARE(house.registry.openCount(), 0);
        QCOMPARE(house.sessions.find(session).error().code, Errc::NotFound);
        QVERIFY(!QDir(house.home(session)).exists());
        QCOMPARE(house.audited(session), QStringList{u"ada session_deleted"_s});
    }

    void letsNobodyIntoASessionThatIsBeingDeleted()
    {
        House house({{.text = u"Hello"_s}});
        const SessionId session = house.used();
        auto first = house.removal.removeSession(session, u"ada"_s);
        QCOMPARE(house.registry.open(session).error().code, Errc::Conflict);
        QCOMPARE(QCoro::waitFor(house.removal.removeSession(session, u"bob"_s)).error().code,
                 Errc::Conflict);
        QVERIFY(QCoro::waitFor(std::move(first)));
        QCOMPARE(QCoro::waitFor(house.removal.removeSession(session, u"bob"_s)).error().code,
                 Errc::NotFound);
        QCOMPARE(house.audited(session), QStringList{u"ada session_deleted"_s});
    }

    void keepsPicturesThatAnotherSessionShows()
    {
        // Both see the first call's picture: the same bytes.
        House house({{.toolCalls = {lookingCall()}},
                     {.text = u"Done"_s},
                     {.toolCalls = {lookingCall()}},
                     {.text = u"Done"_s}});
        house.benches.behaviour = samePicture;
        const SessionId gone = house.used();
        const SessionId stays = house.used();
        const BlobHash blob = picturesOf(house, gone).value(0);
        QCOMPARE(picturesOf(house, stays).value(0), blob);

        QVERIFY(QCoro::waitFor(house.removal.removeSession(gone, u"ada"_s)));
        QVERIFY(house.blobs.path(blob));
        QVERIFY(QCoro::waitFor(house.removal.removeSession(stays, u"ada"_s)));
        QVERIFY(!house.blobs.path(blob));
    }

    void bringsBackAPictureThatWentWithAnotherSession()
    {
        House house({{.toolCalls = {lookingCall()}}, {.text = u"Done"_s}});
        house.benches.behaviour = samePicture;
        // Gone when the event that refers to it is told, as after a deletion in between.
        connect(&house.journal, &Journal::appended, &house.registry, [&house](const Event &event) {
            if (const auto *result = std::get_if<ToolResult>(&event.body))
                (void)house.blobs.remove(result->images.value(0).blob);
        });
        const SessionId session = house.used();
        QVERIFY(house.blobs.path(picturesOf(house, session).value(0)));
    }

    void keepsTheEventsWhenTheHomeCannotBeRemoved()
    {
        House house({{.text = u"Hello"_s}});
        const SessionId session = house.used();
        SessionRemoval nowhere({house.registry, house.sessions, house.blobs, house.audit}, {});
        QVERIFY(!QCoro::waitFor(nowhere.removeSession(session, u"ada"_s)));
        QVERIFY(house.sessions.find(session));
        QVERIFY(house.audited(session).isEmpty());
        QVERIFY(QCoro::waitFor(house.removal.removeSession(session, u"ada"_s)));
    }

private:
    static QList<BlobHash> picturesOf(House &house, const SessionId &session)
    {
        QList<BlobHash> blobs;
        for (const ToolResult &result : house.bodies<ToolResult>(session))
            for (const ImageRef &image : result.images)
                blobs.append(image.blob);
        return blobs;
    }

    static QCoro::Task<ToolOutcome> samePicture(ToolCall, std::stop_token)
    {
        ToolOutcome outcome;
        ToolPicture picture;
        picture.bytes = "the same";
        picture.mediaType = u"image/png"_s;
        picture.size = QSize(1, 1);
        outcome.picture = picture;
        co_return outcome;
    }
};

PILOTHOUSE_UNIT_TEST(TestHousekeeper)
#include "tst_housekeeper.moc"
