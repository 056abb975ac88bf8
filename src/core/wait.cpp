#include "core/wait.h"

#include <QCoroSignal>
#include <QDeadlineTimer>

namespace pilothouse {

QCoro::Task<Woken> Waiter::wait(std::stop_token stop, std::chrono::milliseconds timeout)
{
    const std::stop_callback onStop(stop, [this] { post(); });
    const QDeadlineTimer deadline(timeout);
    // A post may be left from an earlier wait of this Waiter: look why we woke, and go on waiting.
    while (!stop.stop_requested() && !m_woken && !deadline.hasExpired()) {
        const std::chrono::milliseconds left(deadline.remainingTime());
        co_await qCoro(this, &Waiter::resumed, left);
    }
    const bool woken = std::exchange(m_woken, false);
    if (stop.stop_requested())
        co_return Woken::Stopped;
    co_return woken ? Woken::Ready : Woken::Timeout;
}

void Waiter::wake()
{
    // Queued, so that the waiting coroutine never continues inside the sender's signal.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_woken = true;
            emit resumed(true);
        },
        Qt::QueuedConnection);
}

void Waiter::post()
{
    QMetaObject::invokeMethod(this, [this] { emit resumed(true); }, Qt::QueuedConnection);
}

QCoro::Task<Woken> pause(std::chrono::milliseconds duration, std::stop_token stop)
{
    Waiter waiter;
    const Woken woken = co_await waiter.wait(stop, duration);
    co_return woken;
}

} // namespace pilothouse
