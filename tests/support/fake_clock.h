#pragma once

#include "core/clock.h"
#include "core/utc.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace pilothouse {

/// Time that passes only when a test says so. Starts at 2026-01-01T00:00:00.000Z.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_start.addMSecs(elapsed().count()); }
    std::chrono::milliseconds elapsed() const override { return m_time->elapsed; }
    std::unique_ptr<Timer> timer(std::function<void()> ring) const override
    {
        return std::make_unique<FakeTimer>(m_time, std::move(ring));
    }

    /// Lets `by` pass: what falls due in it rings in its order, each at its time, and what it
    /// starts by that counts, too: events are delivered in between.
    void advance(std::chrono::milliseconds by)
    {
        const auto end = elapsed() + by;
        deliver();
        while (FakeTimer *next = nextDue(end)) {
            m_time->elapsed = std::max(elapsed(), next->due);
            next->running = false;
            const auto ring = next->ring; // it may destroy the timer
            ring();
            deliver();
        }
        m_time->elapsed = end;
    }

    /// Somebody sets the wall clock; no time passes.
    void jump(std::chrono::milliseconds by) { m_start = m_start.addMSecs(by.count()); }

    /// Whether anything waits for time to pass.
    bool isAwaited() const { return nextDue(std::chrono::milliseconds::max()) != nullptr; }

private:
    struct FakeTimer;
    /// Also of the timers: what a test deletes late may outlive the clock.
    struct Time
    {
        std::chrono::milliseconds elapsed{0};
        std::vector<FakeTimer *> timers; ///< in the order in which they were made
    };

    struct FakeTimer final : Timer
    {
        FakeTimer(std::shared_ptr<Time> ofClock, std::function<void()> toRing)
            : time(std::move(ofClock)), ring(std::move(toRing))
        {
            time->timers.push_back(this);
        }
        ~FakeTimer() override { std::erase(time->timers, this); }
        void start(std::chrono::milliseconds after) override
        {
            due = time->elapsed + after;
            running = true;
        }
        void stop() override { running = false; }

        const std::shared_ptr<Time> time;
        const std::function<void()> ring;
        std::chrono::milliseconds due{0};
        bool running = false;
    };

    FakeTimer *nextDue(std::chrono::milliseconds end) const
    {
        FakeTimer *next = nullptr;
        for (FakeTimer *timer : m_time->timers)
            if (timer->running && timer->due <= end && (!next || timer->due < next->due))
                next = timer;
        return next;
    }

    static void deliver()
    {
        if (QCoreApplication::instance())
            QCoreApplication::processEvents();
    }

    QDateTime m_start = QDateTime(QDate(2026, 1, 1), QTime(0, 0), kUtc);
    const std::shared_ptr<Time> m_time = std::make_shared<Time>();
};

} // namespace pilothouse
