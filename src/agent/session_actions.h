#pragma once

#include "agent/session_registry.h"
#include "store/audit_log.h"

namespace pilothouse {

/// What people do to sessions, through whatever door they come: does it, and writes it to the audit
/// trail. `actor` is who they are, never a credential. Errors are those of Session and
/// SessionRegistry. Main thread. What it refers to outlives it.
class SessionActions
{
    Q_DISABLE_COPY_MOVE(SessionActions)
public:
    SessionActions(SessionRegistry &registry, SessionStore &sessions, AuditLog &audit);

    QCoro::Task<Result<SessionRecord>> create(SessionOptions options, QString actor);
    QCoro::Task<Result<SessionRecord>> finish(SessionId id, QString actor);

    Result<> submit(const SessionId &id, const QString &text, const QString &apiKey,
                    const QString &actor);
    Result<> resume(const SessionId &id, const QString &apiKey, const QString &actor);
    Result<> pause(const SessionId &id, const QString &actor);
    /// Nothing happens when no run is going on.
    Result<> interrupt(const SessionId &id, const QString &actor);
    Result<> decide(const SessionId &id, ApprovalDecided decision, const QString &actor);

    Result<> takeWheel(const SessionId &id, WheelPerson person, const QString &actor);
    Result<> handBackWheel(const SessionId &id, const QString &viewer, const QString &actor);
    /// From whoever has it, if anybody has.
    Result<> takeWheelAway(const SessionId &id, const QString &actor);

private:
    void note(AuditEntry entry);
    void noteReturn(const SessionId &id, const QString &actor, WheelReason reason);

    SessionRegistry &m_registry;
    SessionStore &m_sessions;
    AuditLog &m_audit;
    QObject m_listener; ///< to what the wheel does by itself
};

} // namespace pilothouse
