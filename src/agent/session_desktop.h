#pragma once

#include "agent/wheel.h"
#include "agent/workbench.h"
#include "core/egress_watch.h"
#include "core/task_scope.h"
#include "store/journal.h"

namespace pilothouse {

/// Conflict: what needs a desktop is asked of a session without one.
Error noDesktop();

/// What the agent of a session and one person share: a workbench, from the first run to the end of
/// the session, and the wheel. Its turns, and what the desktop was not let reach, are stored as
/// events. Main thread.
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
        const Secrets &secrets;
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

    /// The desktop may reach this host from now on, as every one that is opened later.
    void allowHost(const QString &entry);
    /// What the model must be told of the network, once: EgressWatch.
    QStringList takeNotices() { return m_egress.takeNotices(); }
    /// Stores how much was refused beyond what was told.
    void endRun();

    /// The wheel goes back, whoever has it; then nothing of the desktop is left.
    void close();
    /// The same where the desktop has died: once nobody uses it any more. open() makes a new one.
    void closeIfDead();

signals:
    /// It ended by itself. A tool may be using it at this moment: closeIfDead() comes later.
    void died(const pilothouse::Error &reason);
    /// The desktop ends now: whoever uses it lets go of it.
    void closed();
    /// It was not let connect, and that is being stored.
    void egressDenied(const pilothouse::EgressDenied &denied);

private:
    std::unique_ptr<Workbench> take();
    void onTurned(const WheelTurn &turn);
    void store(const std::optional<EgressDenied> &denied);

    Parts m_parts;
    SessionId m_session;
    Wheel m_wheel;
    EgressWatch m_egress;
    QStringList m_allowedHosts; // since this object is
    std::unique_ptr<Workbench> m_bench;
    bool m_isDead = false;
    TaskScope m_tasks;
};

} // namespace pilothouse
