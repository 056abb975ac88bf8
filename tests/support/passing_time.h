#pragma once

#include "support/fake_clock.h"

#include <QTimer>

#include <utility>

namespace pilothouse {

/// As long as it lives, a fake clock goes as the real one does, after it has jumped once: for a
/// wait that is to end by its time-out, beside programs that take their time.
class PassingTime
{
public:
    PassingTime(FakeClock &clock, std::chrono::milliseconds jump)
    {
        m_timer.callOnTimeout([this, &clock, jump] {
            m_timer.setInterval(kStep);
            clock.advance(std::exchange(m_hasJumped, true) ? kStep : jump);
        });
        m_timer.start(kBeforeTheJump);
    }

private:
    static constexpr std::chrono::milliseconds kBeforeTheJump{500};
    static constexpr std::chrono::milliseconds kStep{50};
    QTimer m_timer;
    bool m_hasJumped = false;
};

} // namespace pilothouse
