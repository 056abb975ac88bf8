// What people change of how a session works.
#include "agent/session_actions.h"
#include "store/session_options.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<SessionRecord>> SessionActions::change(SessionId id, SessionOptions wanted,
                                                          QString actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    std::optional<SettingsChanged> change = changeTo(wanted, session->options);
    if (!change)
        co_return m_parts.registry.record(id);
    if (session->status == SessionStatus::Finished)
        co_return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    change->by = actor;
    QList<EventBody> bodies;
    bodies.append(*change);
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    note(auditSettings(id, *change));
    co_return m_parts.registry.record(id);
}

QCoro::Task<Result<>> SessionActions::askAgain(SessionId id, QString grant, QString actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    const auto known = std::ranges::find_if(
        session->grants, [&grant](const GrantChanged &g) { return g.grant.id() == grant; });
    if (known == session->grants.end())
        co_return fail(Errc::NotFound, u"Nothing like this is allowed: it is asked about."_s);
    const GrantChanged revoked{.grant = known->grant, .by = actor, .isGranted = false};
    QList<EventBody> bodies;
    bodies.append(revoked);
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    note(auditGrantRevoked(id, revoked));
    co_return Result<>();
}

} // namespace pilothouse
