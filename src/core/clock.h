#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace pilothouse {

/// Time as the product sees it, also what rings when it has passed; given by reference so that
/// tests can hold it still and let it pass (FakeClock). Nobody else asks the machine what time it
/// is or starts a timer: see Alarm, Deadline, Waiter and sleepFor().
/// now() and elapsed() may be asked by any thread.
class Clock
{
public:
    /// What rings once a while has passed. Belongs to the thread that made it.
    class Timer
    {
    public:
        virtual ~Timer() = default;
        /// Rings once, `after` from now, from the event loop; again: anew from now.
        virtual void start(std::chrono::milliseconds after) = 0;
        virtual void stop() = 0;
    };

    virtual ~Clock() = default;
    /// Wall clock in UTC, millisecond precision: for what is stored and shown.
    virtual QDateTime now() const = 0;
    /// Monotonic time since an arbitrary start: for durations and time-outs.
    virtual std::chrono::milliseconds elapsed() const = 0;
    /// A timer that is not running yet. `ring` may destroy it. The clock outlives it.
    virtual std::unique_ptr<Timer> timer(std::function<void()> ring) const = 0;
};

/// The machine's clocks. Named where a program is put together, and by tests with real programs;
/// everything else is given its clock (tests/layers/check_time.sh).
const Clock &systemClock();

/// `time` as ISO 8601 in UTC with milliseconds: "2026-11-21T09:30:00.123Z".
QString isoTime(const QDateTime &time);

} // namespace pilothouse
