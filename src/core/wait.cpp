#include "core/wait.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace pilothouse {

using std::chrono::milliseconds;

class Waiter::Sleep
{
public:
    Sleep(Waiter &waiter, milliseconds timeout) : m_waiter(waiter), m_timeout(timeout) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> sleeper)
    {
        m_waiter.m_sleeper = sleeper;
        m_waiter.m_timer.start(m_timeout);
    }
    void await_resume() const noexcept {}

private:
    Waiter &m_waiter;
    milliseconds m_timeout;
};

Waiter::Waiter()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    // Queued: the coroutine that continues may end and take this timer with it.
    connect(&m_timer, &QTimer::timeout, this, &Waiter::resume, Qt::QueuedConnection);
}

QCoro::Task<Woken> Waiter::wait(std::stop_token stop, milliseconds timeout)
{
    const std::stop_callback onStop(
        stop, [this] { QMetaObject::invokeMethod(this, &Waiter::resume, Qt::QueuedConnection); });
    const QDeadlineTimer deadline(timeout);
    // A resume may be left from an earlier wait of this Waiter: look why we woke, and go on
    // waiting.
    while (!stop.stop_requested() && !m_woken && !deadline.hasExpired()) {
        const milliseconds left(deadline.remainingTime());
        constexpr milliseconds kLongest = std::chrono::hours(1); // a timer holds 24 days at most
        Sleep sleep(*this, left.count() < 0 ? kLongest : std::min(left, kLongest));
        co_await sleep;
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
            resume();
        },
        Qt::QueuedConnection);
}

// Nothing of this object may be touched after the coroutine went on: it may be gone.
void Waiter::resume()
{
    m_timer.stop();
    if (const auto sleeper = std::exchange(m_sleeper, nullptr))
        sleeper.resume();
}

QCoro::Task<Woken> pause(std::chrono::milliseconds duration, std::stop_token stop)
{
    Waiter waiter;
    const Woken woken = co_await waiter.wait(stop, duration);
    co_return woken;
}

} // namespace pilothouse

#include "moc_wait.cpp"
