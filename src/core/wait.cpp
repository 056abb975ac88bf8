#include "core/wait.h"

#include "core/deadline.h"

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
        m_waiter.m_timer->start(m_timeout);
    }
    void await_resume() const noexcept {}

private:
    Waiter &m_waiter;
    milliseconds m_timeout;
};

Waiter::Waiter(const Clock &clock) : m_clock(clock), m_timer(clock.timer([this] { resume(); })) {}

QCoro::Task<Woken> Waiter::wait(std::stop_token stop, milliseconds timeout)
{
    const std::stop_callback onStop(
        stop, [this] { QMetaObject::invokeMethod(this, &Waiter::resume, Qt::QueuedConnection); });
    const Deadline deadline(m_clock, timeout);
    // A resume may be left from an earlier wait of this Waiter: look why we woke, and go on
    // waiting.
    while (!stop.stop_requested() && !m_woken && !deadline.hasPassed()) {
        Sleep sleep(*this, deadline.left());
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
    m_timer->stop();
    if (const auto sleeper = std::exchange(m_sleeper, nullptr))
        sleeper.resume();
}

QCoro::Task<Woken> sleepFor(const Clock &clock, milliseconds duration, std::stop_token stop)
{
    Waiter waiter(clock);
    const Woken woken = co_await waiter.wait(stop, duration);
    co_return woken;
}

} // namespace pilothouse

#include "moc_wait.cpp"
