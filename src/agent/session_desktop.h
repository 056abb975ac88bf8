#pragma once

#include "agent/wheel.h"
#include "agent/workbench.h"
#include "core/task_scope.h"
#include "store/journal.h"

namespace pilothouse {

/// Conflict: what needs a desktop is asked of a session without one.
Error noDesktop();

/// What the agent of a session and one person share: a workbench, from the first run to the end of
/// the session, and the wheel, whose turns are stored as events. Main thread.
class SessionDesktop : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionDesktop)
public:
    struct Parts
    {
        Journal &journal;
        const Clock &clock;
        WorkbenchFactory workbench;
        Wheel::Limits wheel;
    };

    SessionDesktop(Parts parts, SessionId session);

    /// Opens the workbench unless it is open. Errors: WorkbenchFactory.
    QCoro::Task<Result<>> open(SessionRecord session, std::stop_token stop);
    /// Null before open() and after close().
    Workbench *bench() const { return m_bench.get(); }
    Wheel &wheel() { return m_wheel; }
    const Wheel &wheel() const { return m_wheel; }
    /// Wheel::take(). Conflict also: there is no desktop.
    Result<> takeWheel(WheelPerson person);

    /// The wheel goes back, whoever has it; then nothing of the desktop is left.
    void close();
    /// The same where the desktop has died: once nobody uses it any more. open() makes a new one.
    void closeIfDead();

signals:
    /// It ended by itself. A tool may be using it at this moment: closeIfDead() comes later.
    void died(const pilothouse::Error &reason);
    /// The desktop ends now: whoever uses it lets go of it.
    void closed();

private:
    std::unique_ptr<Workbench> take();
    void onTurned(const WheelTurn &turn);

    Parts m_parts;
    SessionId m_session;
    Wheel m_wheel;
    std::unique_ptr<Workbench> m_bench;
    bool m_isDead = false;
    TaskScope m_tasks;
};

} // namespace pilothouse
