#pragma once

#include "core/clock.h"

#include <QCoroTask>
#include <QObject>

#include <stop_token>

namespace pilothouse {

/// How a wait ended.
enum class Woken { Ready, Timeout, Stopped };

/// The one way a coroutine of ours waits for "something happened": it owns its Waiter in its frame,
/// connects wake() to whatever it waits for, and awaits. Every wait ends: by wake(), by the
/// time-out, or by the stop token. A wake() before wait() is kept (one, not a count).
///
///     Waiter waiter(clock);
///     QObject::connect(reply, &QNetworkReply::readyRead, &waiter, &Waiter::wake);
///     const Woken woken = co_await waiter.wait(stop, 30s);
///
/// The coroutine resumes from the event loop, never inside the emitter: it may delete the sender.
/// The clock says when the time-out has passed, and outlives it.
/// Lives on the thread that awaits; wake() and a stop request may come from any thread.
class Waiter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Waiter)
public:
    explicit Waiter(const Clock &clock);

    /// Stopped wins over Ready, Ready over Timeout. A time-out of zero or less returns at once.
    QCoro::Task<Woken> wait(std::stop_token stop, std::chrono::milliseconds timeout);

public slots:
    void wake();

private:
    /// What wait() awaits; QCoro's own signal awaiter is resumed twice by two quick emissions.
    class Sleep;
    void resume();

    const Clock &m_clock;
    const std::unique_ptr<Clock::Timer> m_timer;
    std::coroutine_handle<> m_sleeper; ///< null unless wait() sleeps; taken before it is resumed
    bool m_woken = false;
};

/// Sleeps for `duration` or until stopped: Timeout or Stopped.
QCoro::Task<Woken> sleepFor(const Clock &clock, std::chrono::milliseconds duration,
                            std::stop_token stop);

} // namespace pilothouse
