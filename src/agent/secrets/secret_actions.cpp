// What people do with the secrets of a session.
#include "agent/session_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<QList<Secret>> SessionActions::secrets(const SessionId &id) const
{
    if (const auto known = m_parts.sessions.find(id); !known)
        return fail(known.error());
    return m_parts.secrets.find(id).all();
}

Result<bool> SessionActions::setSecret(const SessionId &id, const Secret &secret,
                                       const QString &actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        return fail(session.error());
    if (session->status == SessionStatus::Finished)
        return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    Secrets &secrets = m_parts.secrets.of(id);
    const bool isNew = secrets.find(secret.name) == nullptr;
    if (const Result<> kept = secrets.put(secret); !kept)
        return fail(kept.error());
    note(auditSecret(actor, id, AuditAction::SecretSet, secret.name));
    return isNew;
}

Result<> SessionActions::removeSecret(const SessionId &id, const QString &name,
                                      const QString &actor)
{
    if (const auto known = m_parts.sessions.find(id); !known)
        return fail(known.error());
    if (!m_parts.secrets.of(id).remove(name))
        return fail(Errc::NotFound, u"This session has no secret of this name."_s);
    note(auditSecret(actor, id, AuditAction::SecretRemoved, name));
    return {};
}

} // namespace pilothouse
