#pragma once

#include "core/clock.h"

#include <algorithm>

namespace pilothouse {

/// A moment on a clock by which something must have happened; made without one it never comes.
class Deadline
{
public:
    Deadline() = default;
    Deadline(const Clock &clock, std::chrono::milliseconds after)
        : m_clock(&clock), m_due(clock.elapsed() + after)
    {
    }

    bool isNever() const { return !m_clock; }
    bool hasPassed() const { return m_clock && m_clock->elapsed() >= m_due; }
    /// Zero when it has passed. Ask only one that comes.
    std::chrono::milliseconds left() const
    {
        return std::max(m_due - m_clock->elapsed(), std::chrono::milliseconds(0));
    }
    /// The one that comes first.
    static Deadline first(const Deadline &a, const Deadline &b)
    {
        if (a.isNever() || b.isNever())
            return a.isNever() ? b : a;
        return a.m_due <= b.m_due ? a : b;
    }

private:
    const Clock *m_clock = nullptr;
    std::chrono::milliseconds m_due{0};
};

} // namespace pilothouse
