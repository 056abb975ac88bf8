#pragma once

#include "core/clock.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace pilothouse {

/// Time that passes only when a test says so. Starts at 2026-01-01T00:00:00.000Z.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_start.addMSecs(m_elapsed.count()); }
    std::chrono::milliseconds elapsed() const override { return m_elapsed; }
    std::unique_ptr<Timer> timer(std::function<void()> ring) const override
    {
        return std::make_unique<FakeTimer>(*this, std::move(ring));
    }

    /// Lets `by` pass: what falls due in it rings in its order, each at its time, and what it
    /// starts by that counts, too: events are delivered in between.
    void advance(std::chrono::milliseconds by)
    {
        const auto end = m_elapsed + by;
        deliver();
        while (FakeTimer *next = nextDue(end)) {
            m_elapsed = std::max(m_elapsed, next->due);
            next->running = false;
            const auto ring = next->ring; // it may destroy the timer
            ring();
            deliver();
        }
        m_elapsed = end;
    }

    /// Whether anything waits for time to pass.
    bool isAwaited() const { return nextDue(std::chrono::milliseconds::max()) != nullptr; }

private:
    struct FakeTimer final : Timer
    {
        FakeTimer(const FakeClock &ofClock, std::function<void()> toRing)
            : clock(ofClock), ring(std::move(toRing))
        {
            clock.m_timers.push_back(this);
        }
        ~FakeTimer() override { std::erase(clock.m_timers, this); }
        void start(std::chrono::milliseconds after) override
        {
            due = clock.m_elapsed + after;
            running = true;
        }
        void stop() override { running = false; }

        const FakeClock &clock;
        const std::function<void()> ring;
        std::chrono::milliseconds due{0};
        bool running = false;
    };

    FakeTimer *nextDue(std::chrono::milliseconds end) const
    {
        FakeTimer *next = nullptr;
        for (FakeTimer *timer : m_timers)
            if (timer->running && timer->due <= end && (!next || timer->due < next->due))
                next = timer;
        return next;
    }

    static void deliver()
    {
        if (QCoreApplication::instance())
            QCoreApplication::processEvents();
    }

    QDateTime m_start = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    std::chrono::milliseconds m_elapsed{0};
    mutable std::vector<FakeTimer *> m_timers; ///< in the order in which they were made
};

} // namespace pilothouse
