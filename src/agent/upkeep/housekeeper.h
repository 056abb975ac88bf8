#pragma once

#include "agent/upkeep/session_removal.h"
#include "core/alarm.h"
#include "core/task_scope.h"

namespace pilothouse {

/// Closes desktops that nobody uses, deletes sessions whose time is over, and homes that deleted
/// sessions left behind. Main thread. stop() before destroying it.
class Housekeeper
{
    Q_DISABLE_COPY_MOVE(Housekeeper)
public:
    struct Parts
    {
        const Clock &clock;
        SessionRegistry &registry;
        SessionStore &sessions;
        SessionRemoval &removal;
    };
    /// Zero switches a rule off.
    struct Limits
    {
        std::chrono::seconds idleTimeout{0}; ///< then the desktop is closed
        std::chrono::seconds retention{0};   ///< then the session is deleted
        std::chrono::seconds interval{60};   ///< how often this is looked after
    };
    /// What one sweep did.
    struct Swept
    {
        int closed = 0;  ///< desktops; their conversations stay
        int removed = 0; ///< sessions, for ever
        int homes = 0;   ///< folders that deleted sessions had left behind
    };

    /// A session is idle while no run goes on in it, no event is stored and nobody uses its
    /// desktop (Session::noteUse).
    Housekeeper(Parts parts, Limits limits);

    /// Sweeps now and then every `interval`; the first sweep deletes no session, so that a clock
    /// that was wrong when the machine came up is set by then.
    void start();
    /// Begins no new sweep and waits for the one that is going on.
    QCoro::Task<> stop();

    /// Closes what has been idle for the idle time-out, deletes what has been for the retention.
    /// What cannot be deleted is logged and tried again by the next sweep. Does nothing when the
    /// wall clock has gone another way than the steady one since the last sweep: somebody has set
    /// it, or the machine slept.
    QCoro::Task<Swept> sweep(std::stop_token stop);

private:
    void sweepUnlessSweeping();
    bool hasJumped();
    bool isIdle(const SessionId &session, std::chrono::milliseconds time) const;
    QList<SessionId> expired() const;

    Parts m_parts;
    Limits m_limits;
    Alarm m_alarm;
    QDateTime m_wall;                   ///< at the last sweep
    std::chrono::milliseconds m_steady; ///< at the same moment
    bool m_isFirst = false;             ///< the sweep that start() begins
    TaskScope m_tasks;
};

} // namespace pilothouse
