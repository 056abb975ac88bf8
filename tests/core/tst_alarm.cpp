#include "core/alarm.h"
#include "core/deadline.h"
#include "core/wait.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace std::chrono_literals;

class TestAlarm : public QObject
{
    Q_OBJECT
private slots:
    void ringsOnceWhenItsTimeHasPassed()
    {
        FakeClock clock;
        Alarm alarm(clock);
        int rings = 0;
        connect(&alarm, &Alarm::rang, this, [&rings] { ++rings; });
        alarm.start(100ms);
        clock.advance(99ms);
        QCOMPARE(rings, 0);
        QVERIFY(alarm.isActive());
        clock.advance(1ms);
        QCOMPARE(rings, 1);
        QVERIFY(!alarm.isActive());
        clock.advance(1h);
        QCOMPARE(rings, 1);
    }

    void ringsAgainAndAgainUntilItIsStopped()
    {
        FakeClock clock;
        Alarm alarm(clock);
        QList<qint64> at;
        connect(&alarm, &Alarm::rang, this, [&] { at.append(clock.elapsed().count()); });
        alarm.startEvery(10ms);
        clock.advance(35ms);
        QCOMPARE(at, (QList<qint64>{10, 20, 30}));
        alarm.stop();
        clock.advance(1h);
        QCOMPARE(at.size(), 3);
    }

    void ringsTogetherWithOthersOfItsInterval()
    {
        FakeClock clock;
        Alarm one(clock);
        Alarm other(clock);
        QStringList rings;
        const auto note = [&](const QString &name) {
            rings << QStringLiteral("%1 %2").arg(name).arg(clock.elapsed().count());
        };
        connect(&one, &Alarm::rang, this, [&] { note(QStringLiteral("one")); });
        connect(&other, &Alarm::rang, this, [&] { note(QStringLiteral("other")); });
        clock.advance(3ms);
        one.startTogether(10ms);
        clock.advance(4ms);
        other.startTogether(10ms);
        clock.advance(15ms);
        const QStringList expected{QStringLiteral("one 10"), QStringLiteral("other 10"),
                                   QStringLiteral("one 20"), QStringLiteral("other 20")};
        QCOMPARE(rings, expected);
        one.start(10ms); // as any other from now on
        other.stop();
        clock.advance(1h);
        QCOMPARE(rings.last(), QStringLiteral("one 32"));
    }

    void isSetAnewByASecondStart()
    {
        FakeClock clock;
        Alarm alarm(clock);
        int rings = 0;
        connect(&alarm, &Alarm::rang, this, [&rings] { ++rings; });
        alarm.start(10ms);
        clock.advance(9ms);
        alarm.start(10ms);
        clock.advance(9ms);
        QCOMPARE(rings, 0);
        clock.advance(1ms);
        QCOMPARE(rings, 1);
    }

    void mayBeDestroyedByWhoHearsIt()
    {
        FakeClock fake;
        const Clock &real = systemClock();
        const std::initializer_list<const Clock *> clocks{&fake, &real};
        for (const Clock *clock : clocks) {
            auto alarm = std::make_unique<Alarm>(*clock);
            connect(alarm.get(), &Alarm::rang, this, [&alarm] { alarm.reset(); });
            alarm->start(1ms);
            fake.advance(1ms);
            QTRY_VERIFY(!alarm);
        }
    }

    void whatIsStartedWhileTimePassesRingsInItsOrder()
    {
        FakeClock clock;
        Alarm first(clock);
        Alarm second(clock);
        Alarm later(clock);
        QStringList heard;
        connect(&first, &Alarm::rang, this, [&] {
            heard.append(QStringLiteral("first"));
            second.start(5ms);
        });
        connect(&second, &Alarm::rang, this, [&] { heard.append(QStringLiteral("second")); });
        connect(&later, &Alarm::rang, this, [&] { heard.append(QStringLiteral("later")); });
        later.start(20ms);
        first.start(10ms);
        clock.advance(20ms);
        QCOMPARE(heard.join(u','), QStringLiteral("first,second,later"));
    }

    void aDeadlinePassesAtItsTimeAndOneThatIsNoneNever()
    {
        FakeClock clock;
        const Deadline soon(clock, 10ms);
        const Deadline later(clock, 20ms);
        QCOMPARE(soon.left(), 10ms);
        QCOMPARE(Deadline::first(later, soon).left(), 10ms);
        QCOMPARE(Deadline::first(Deadline(), soon).left(), 10ms);
        clock.advance(10ms);
        QVERIFY(soon.hasPassed());
        QVERIFY(!later.hasPassed());
        QCOMPARE(soon.left(), 0ms);
        clock.advance(1h);
        QVERIFY(!Deadline().hasPassed());
    }
};

PILOTHOUSE_UNIT_TEST(TestAlarm)
#include "tst_alarm.moc"
