#pragma once

#include "agent/session_registry.h"
#include "store/audit_log.h"

namespace pilothouse {

/// Deletes sessions for real: run and desktop, home folder, snapshots, events, and the pictures
/// that no other session refers to. What stays is the audit trail. Main thread; outlives its tasks.
class SessionRemoval
{
    Q_DISABLE_COPY_MOVE(SessionRemoval)
public:
    struct Parts
    {
        SessionRegistry &registry;
        SessionStore &sessions;
        BlobStore &blobs;
        AuditLog &audit;
    };

    /// Removes the files that a session has on other machines.
    using FilesElsewhere = std::function<QCoro::Task<Result<>>(SessionId)>;

    /// `desktop` says where the homes are. `elsewhere`: unset where no desktop is on another
    /// machine.
    SessionRemoval(Parts parts, DesktopConfig desktop, FilesElsewhere elsewhere = {})
        : m_parts(parts), m_desktop(std::move(desktop)), m_elsewhere(std::move(elsewhere))
    {
    }

    /// By a person, `actor`. The audit row is stored in the transaction that deletes the events.
    /// NotFound: no such session. Conflict: it is being deleted already. Io: the home folder
    /// cannot be removed; the events are still there then, so it can be tried again. So it is where
    /// another machine cannot be reached (Unavailable).
    QCoro::Task<Result<>> removeSession(SessionId session, QString actor);

    /// The same because its time is over.
    QCoro::Task<Result<>> expireSession(SessionId session);

    /// Removes homes of sessions that are deleted, e.g. because a file was brought meanwhile.
    /// Returns how many. Those of sessions that the audit trail does not know as deleted stay:
    /// another database may have them.
    QCoro::Task<int> sweepHomes();

private:
    QList<SessionId> leftHomes() const;
    QCoro::Task<Result<>> remove(SessionId session, AuditEntry entry);
    QCoro::Task<Result<>> erase(SessionId session, AuditEntry entry);

    Parts m_parts;
    DesktopConfig m_desktop;
    FilesElsewhere m_elsewhere;
};

} // namespace pilothouse
