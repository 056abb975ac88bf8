#include "agent/wheel.h"

#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kMe = u"5a1e0c1d-me"_s;

/// A wheel and how it turned.
struct TurningWheel
{
    explicit TurningWheel(Wheel::Limits limits = {}) : wheel(clock, limits)
    {
        QObject::connect(&wheel, &Wheel::turned, &wheel, [this](const WheelTurn &turn) {
            turns.append((turn.heldByPerson ? u"person "_s : u"agent "_s) + name(turn.reason));
        });
    }
    FakeClock clock;
    Wheel wheel;
    QStringList turns;
};

} // namespace

class TestWheel : public QObject
{
    Q_OBJECT
private slots:
    void isTakenAndHandedBack()
    {
        TurningWheel t;
        QVERIFY(!t.wheel.isHeld());
        QVERIFY(t.wheel.take({.viewer = kMe, .name = u"Ann"_s}));
        QVERIFY(t.wheel.isHeldBy(kMe));
        QVERIFY(t.wheel.take({.viewer = kMe})); // again: no change
        t.clock.advance(2500ms);
        QVERIFY(t.wheel.handBack(kMe));
        QVERIFY(!t.wheel.isHeld());
        QCOMPARE(t.turns, (QStringList{u"person taken"_s, u"agent handed_back"_s}));
        QCOMPARE(t.wheel.unreported(), std::optional(2500ms));
        t.wheel.setReported();
        QCOMPARE(t.wheel.unreported(), std::nullopt);
    }

    void hasOneHolderAtATime()
    {
        TurningWheel t;
        QVERIFY(t.wheel.take({.viewer = kMe, .name = u"Ann"_s}));
        const auto second = t.wheel.take({.viewer = u"other"_s});
        QCOMPARE(second.error().code, Errc::Conflict);
        QVERIFY(second.error().message.contains(u"Ann has had the wheel since 2026-01-01"_s));
        QCOMPARE(t.wheel.handBack(u"other"_s).error().code, Errc::Conflict);
        QCOMPARE(t.wheel.handBack({}).error().code, Errc::Conflict);
        t.wheel.release(WheelReason::TakenAway);
        t.wheel.release(WheelReason::TakenAway); // nobody has it any more
        QCOMPARE(t.turns, (QStringList{u"person taken"_s, u"agent taken_away"_s}));
    }

    void tellsOthersNothingSecret()
    {
        TurningWheel t;
        QCOMPARE(t.wheel.state(), (QJsonObject{{u"holder"_s, u"agent"_s},
                                               {u"name"_s, QJsonValue()},
                                               {u"since"_s, QJsonValue()}}));
        QVERIFY(t.wheel.take({.viewer = kMe, .name = u"Ann"_s}));
        QCOMPARE(t.wheel.state(), (QJsonObject{{u"holder"_s, u"person"_s},
                                               {u"name"_s, u"Ann"_s},
                                               {u"since"_s, u"2026-01-01T00:00:00.000Z"_s}}));
        t.wheel.release(WheelReason::Ended);
        QVERIFY(t.wheel.take({.viewer = kMe}));
        QVERIFY(t.wheel.state().value(u"name"_s).isNull());
    }

    void goesBackWhenItsHolderHasLeft()
    {
        TurningWheel t({.idle = 5min, .grace = 10s});
        t.wheel.addConnection(kMe);
        QVERIFY(t.wheel.take({.viewer = kMe}));
        t.wheel.addConnection(kMe);
        t.wheel.removeConnection(kMe); // one of two
        t.clock.advance(1min);
        QVERIFY(t.wheel.isHeld());
        t.wheel.removeConnection(kMe);
        t.clock.advance(9999ms);
        QVERIFY(t.wheel.isHeld());
        t.clock.advance(1ms);
        QCOMPARE(t.turns, (QStringList{u"person taken"_s, u"agent disconnected"_s}));
    }

    void goesBackWhenItsHolderNeverCame()
    {
        TurningWheel t({.idle = 5min, .grace = 10s});
        QVERIFY(t.wheel.take({.viewer = kMe}));
        t.clock.advance(10s);
        QCOMPARE(t.turns, (QStringList{u"person taken"_s, u"agent disconnected"_s}));
    }

    void goesBackWhenItsHolderDoesNothing()
    {
        TurningWheel t({.idle = 5min, .grace = 10s});
        t.wheel.addConnection(kMe);
        QVERIFY(t.wheel.take({.viewer = kMe}));
        for (int i = 0; i < 3; ++i) {
            t.clock.advance(4min);
            t.wheel.noteInput();
        }
        QVERIFY(t.wheel.isHeld());
        t.clock.advance(5min);
        QCOMPARE(t.turns, (QStringList{u"person taken"_s, u"agent idle"_s}));
    }

    void addsUpWhatTheModelWasNotTold()
    {
        TurningWheel t;
        for (int i = 0; i < 2; ++i) {
            QVERIFY(t.wheel.take({.viewer = kMe}));
            t.clock.advance(3s);
            QVERIFY(t.wheel.handBack(kMe));
        }
        QCOMPARE(t.wheel.unreported(), std::optional(std::chrono::milliseconds(6s)));
        QVERIFY(toldOfWheel(6s).contains(u"6 s"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestWheel)
#include "tst_wheel.moc"
