#pragma once

#include "support/fake_clock.h"

#include <QTimer>

#include <functional>
#include <utility>

namespace pilothouse {

/// As long as it lives, a fake clock goes as the real one does, after it has jumped once: for a
/// wait that is to end by its time-out, beside programs that take their time. It jumps a moment
/// after `hasBegun` has become true of what is to run out of time.
class PassingTime
{
public:
    PassingTime(FakeClock &clock, std::chrono::milliseconds jump, std::function<bool()> hasBegun)
    {
        m_timer.callOnTimeout([this, &clock, jump, hasBegun = std::move(hasBegun)] {
            if (!m_hasBegun) {
                m_hasBegun = hasBegun();
                m_timer.setInterval(m_hasBegun ? kBeforeTheJump : kStep);
                return;
            }
            m_timer.setInterval(kStep);
            clock.advance(std::exchange(m_hasJumped, true) ? kStep : jump);
        });
        m_timer.start(kStep);
    }

private:
    static constexpr std::chrono::milliseconds kBeforeTheJump{300};
    static constexpr std::chrono::milliseconds kStep{50};
    QTimer m_timer;
    bool m_hasBegun = false;
    bool m_hasJumped = false;
};

} // namespace pilothouse
