#include "core/wait.h"

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
        Waiter waiter;
        waiter.wake();
        QCOMPARE(QCoro::waitFor(waiter.wait({}, 10s)), Woken::Ready);
    }

    void endsByTimeOutWhenNothingHappens()
    {
        Waiter waiter;
        QCOMPARE(QCoro::waitFor(waiter.wait({}, 5ms)), Woken::Timeout);
    }

    void endsWhenStoppedBeforeOrDuring()
    {
        std::stop_source before;
        before.request_stop();
        Waiter waiter;
        QCOMPARE(QCoro::waitFor(waiter.wait(before.get_token(), 10s)), Woken::Stopped);

        std::stop_source during;
        QTimer::singleShot(1ms, &waiter, [&during] { during.request_stop(); });
        QCOMPARE(QCoro::waitFor(waiter.wait(during.get_token(), 10s)), Woken::Stopped);
    }

    void mayDeleteTheSenderAfterItResumes()
    {
        auto task = [](std::unique_ptr<QTimer> timer) -> QCoro::Task<Woken> {
            Waiter waiter;
            QObject::connect(timer.get(), &QTimer::timeout, &waiter, &Waiter::wake);
            timer->start(1ms);
            const Woken woken = co_await waiter.wait({}, 10s);
            timer.reset();
            co_return woken;
        };
        QCOMPARE(QCoro::waitFor(task(std::make_unique<QTimer>())), Woken::Ready);
    }
};

QTEST_GUILESS_MAIN(TestWait)
#include "tst_wait.moc"
