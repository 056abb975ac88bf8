#include "core/task_scope.h"
#include "core/wait.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>

#include <stdexcept>

using namespace pilothouse;
using namespace std::chrono_literals;

namespace {

QCoro::Task<> sleepLong(const Clock &clock, std::stop_token stop, int *ended)
{
    co_await sleepFor(clock, 1h, stop);
    ++*ended;
}

QCoro::Task<> breakDown()
{
    throw std::runtime_error("broken");
    co_return;
}

} // namespace

class TestTaskScope : public QObject
{
    Q_OBJECT
private slots:
    void isEmptyWhenAllThatWasLaunchedHasEnded()
    {
        FakeClock clock;
        int ended = 0;
        TaskScope scope;
        for (int i = 0; i < 2; ++i)
            scope.launch([&](std::stop_token stop) { return sleepLong(clock, stop, &ended); });
        QVERIFY(!scope.isEmpty());
        clock.advance(1h);
        QTRY_VERIFY(scope.isEmpty());
        QCOMPARE(ended, 2);
        QCoro::waitFor(scope.allEnded(systemClock()));
    }

    void asksItsTasksToStopAndWaitsForThem()
    {
        FakeClock clock;
        int ended = 0;
        TaskScope scope;
        scope.launch([&](std::stop_token stop) { return sleepLong(clock, stop, &ended); });
        scope.stop();
        QCoro::waitFor(scope.allEnded(systemClock()));
        QCOMPARE(ended, 1);
    }

    void asksItsTasksToStopWhenItGoes()
    {
        FakeClock clock;
        int ended = 0;
        {
            TaskScope scope;
            scope.launch([&](std::stop_token stop) { return sleepLong(clock, stop, &ended); });
        }
        QTRY_COMPARE(ended, 1);
    }

    void aTaskThatThrowsEndsAlone()
    {
        FakeClock clock;
        int ended = 0;
        TaskScope scope;
        QTest::ignoreMessage(QtCriticalMsg, "a task ended by an exception: broken");
        scope.launch([&](std::stop_token stop) { return sleepLong(clock, stop, &ended); });
        scope.launch([](std::stop_token) { return breakDown(); });
        QVERIFY(!scope.isEmpty());
        clock.advance(1h);
        QTRY_COMPARE(ended, 1);
    }

    // The work's own captures live as long as its task.
    void keepsTheWorkUntilItsTaskHasEnded()
    {
        FakeClock clock;
        auto kept = std::make_shared<int>(0);
        const std::weak_ptr<int> seen = kept;
        TaskScope scope;
        scope.launch(
            [&clock, kept](std::stop_token stop) { return sleepLong(clock, stop, kept.get()); });
        kept.reset();
        QVERIFY(!seen.expired());
        clock.advance(1h);
        QTRY_VERIFY(seen.expired());
    }
};

PILOTHOUSE_UNIT_TEST(TestTaskScope)
#include "tst_task_scope.moc"
