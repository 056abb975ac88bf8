#include "core/wait.h"

#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace std::chrono_literals;

class TestWait : public QObject
{
    Q_OBJECT
private slots:
    void keepsAWakeThatCameBeforeTheWait()
    {
        Waiter waiter(systemClock());
        waiter.wake();
        QCOMPARE(QCoro::waitFor(waiter.wait({}, 10s)), Woken::Ready);
    }

    void endsByTimeOutWhenNothingHappens()
    {
        FakeClock clock;
        std::optional<Woken> woken;
        sleepFor(clock, 5ms, {}).then([&woken](Woken how) { woken = how; });
        clock.advance(4ms);
        QVERIFY(!woken);
        clock.advance(1ms);
        QCOMPARE(woken, Woken::Timeout);
    }

    void endsWhenStoppedBeforeOrDuring()
    {
        std::stop_source before;
        before.request_stop();
        Waiter waiter(systemClock());
        QCOMPARE(QCoro::waitFor(waiter.wait(before.get_token(), 10s)), Woken::Stopped);

        std::stop_source during;
        QTimer::singleShot(1ms, &waiter, [&during] { during.request_stop(); });
        QCOMPARE(QCoro::waitFor(waiter.wait(during.get_token(), 10s)), Woken::Stopped);
    }

    void manyWakesAtOnceResumeOnce()
    {
        auto task = []() -> QCoro::Task<Woken> {
            Waiter waiter(systemClock());
            for (int i = 0; i < 5; ++i)
                QTimer::singleShot(1ms, &waiter, &Waiter::wake);
            const Woken woken = co_await waiter.wait(std::stop_token(), 10s);
            co_return woken;
        };
        for (int i = 0; i < 20; ++i)
            QCOMPARE(QCoro::waitFor(task()), Woken::Ready);
    }

    void aWakeThatMeetsTheTimeOutResumesOnce()
    {
        auto task = []() -> QCoro::Task<int> {
            int ended = 0;
            for (int i = 0; i < 50; ++i) {
                Waiter waiter(systemClock());
                QTimer::singleShot(1ms, Qt::PreciseTimer, &waiter, &Waiter::wake);
                co_await waiter.wait(std::stop_token(), 1ms);
                ++ended;
            }
            co_return ended;
        };
        QCOMPARE(QCoro::waitFor(task()), 50);
    }

    void mayDeleteTheSenderAfterItResumes()
    {
        auto task = [](std::unique_ptr<QTimer> timer) -> QCoro::Task<Woken> {
            Waiter waiter(systemClock());
            QObject::connect(timer.get(), &QTimer::timeout, &waiter, &Waiter::wake);
            timer->start(1ms);
            const Woken woken = co_await waiter.wait(std::stop_token(), 10s);
            timer.reset();
            co_return woken;
        };
        QCOMPARE(QCoro::waitFor(task(std::make_unique<QTimer>())), Woken::Ready);
    }
};

PILOTHOUSE_UNIT_TEST(TestWait)
#include "tst_wait.moc"
