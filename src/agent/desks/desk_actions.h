#pragma once

#include "agent/desks/snapshots.h"
#include "agent/session_registry.h"
#include "store/audit_log.h"

namespace pilothouse {

/// What people do with snapshots and desks, through whatever door they come: does it, and writes it
/// to the audit trail. Main thread. What it refers to outlives it.
class DeskActions
{
    Q_DISABLE_COPY_MOVE(DeskActions)
public:
    struct Parts
    {
        Snapshots &snapshots;
        SessionRegistry &registry;
        SessionStore &sessions;
        Journal &journal;
        AuditLog &audit;
    };

    explicit DeskActions(Parts parts) : m_parts(parts) {}

    /// Snapshots::take(), and with a name Snapshots::keepAsDesk().
    QCoro::Task<Result<SavedFiles>> take(SessionId session, QString desk, bool replaces,
                                         QString actor);
    /// Puts the files of a session that is at rest back to what they were; before that, a snapshot
    /// of them as they are is taken. Its desktop is closed. NotFound: no such session or snapshot.
    /// Conflict: a run is going on, somebody is at the wheel, or it is being done already.
    /// Otherwise as Snapshots::bring(): nothing is changed then.
    QCoro::Task<Result<SessionRecord>> restore(SessionId session, QString snapshot, QString actor);
    /// NotFound, Io.
    QCoro::Task<Result<>> removeSnapshot(SessionId session, QString snapshot, QString actor);
    QCoro::Task<Result<>> removeDesk(QString name, QString actor);

    const SavedStore &saved() const { return m_parts.snapshots.saved(); }

private:
    QCoro::Task<Result<>> putBack(SavedFiles snapshot, QString actor);

    Parts m_parts;
};

} // namespace pilothouse
