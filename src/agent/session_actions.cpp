#include "agent/session_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionActions::SessionActions(SessionRegistry &registry, SessionStore &sessions, AuditLog &audit)
    : m_registry(registry), m_sessions(sessions), m_audit(audit)
{
    QObject::connect(&m_registry, &SessionRegistry::wheelTurned, &m_listener,
                     [this](const SessionId &id, const WheelTurn &turn) {
                         const bool byItself = turn.reason == WheelReason::Disconnected ||
                                               turn.reason == WheelReason::Idle ||
                                               turn.reason == WheelReason::Ended;
                         if (byItself)
                             noteReturn(id, u"server"_s, turn.reason);
                     });
}

QCoro::Task<Result<SessionRecord>> SessionActions::create(SessionOptions options, QString actor)
{
    const Result<Session *> created = co_await m_registry.create(std::move(options));
    if (!created)
        co_return fail(created.error());
    const SessionId id = (*created)->id();
    note(auditSession(actor, id, SessionDeed::Created));
    co_return m_sessions.find(id);
}

QCoro::Task<Result<SessionRecord>> SessionActions::finish(SessionId id, QString actor)
{
    Result<SessionRecord> finished = co_await m_registry.finish(id);
    if (finished)
        note(auditSession(actor, id, SessionDeed::Finished));
    co_return finished;
}

Result<> SessionActions::submit(const SessionId &id, const QString &text, const QString &apiKey,
                                const QString &actor)
{
    const Result<Session *> session = m_registry.open(id);
    if (!session)
        return fail(session.error());
    if (auto submitted = (*session)->submit(text, apiKey); !submitted)
        return submitted;
    note(auditMessage(actor, id, text));
    return {};
}

Result<> SessionActions::resume(const SessionId &id, const QString &apiKey, const QString &actor)
{
    const Result<Session *> session = m_registry.open(id);
    if (!session)
        return fail(session.error());
    if (auto resumed = (*session)->resume(apiKey); !resumed)
        return resumed;
    note(auditSession(actor, id, SessionDeed::Resumed));
    return {};
}

Result<> SessionActions::pause(const SessionId &id, const QString &actor)
{
    const Result<Session *> session = m_registry.open(id);
    if (!session)
        return fail(session.error());
    if (auto paused = (*session)->pause(); !paused)
        return paused;
    note(auditSession(actor, id, SessionDeed::Paused));
    return {};
}

Result<> SessionActions::interrupt(const SessionId &id, const QString &actor)
{
    Session *session = m_registry.find(id);
    if (session == nullptr || !session->isRunning()) {
        const auto known = m_sessions.find(id);
        return known ? Result<>() : fail(known.error());
    }
    session->interrupt();
    note(auditSession(actor, id, SessionDeed::Interrupted));
    return {};
}

Result<> SessionActions::decide(const SessionId &id, ApprovalDecided decision, const QString &actor)
{
    if (const auto known = m_sessions.find(id); !known)
        return fail(known.error());
    Session *session = m_registry.find(id);
    if (session == nullptr)
        return fail(Errc::NotFound, u"No approval with this id is waiting."_s);
    decision.by = actor;
    const QString tool = session->pendingTool(decision.toolUseId);
    if (auto decided = session->decide(decision); !decided)
        return decided;
    note(auditApproval(id, tool, decision));
    return {};
}

Result<> SessionActions::takeWheel(const SessionId &id, WheelPerson person, const QString &actor)
{
    if (const auto known = m_sessions.find(id); !known)
        return fail(known.error());
    Session *session = m_registry.find(id);
    if (session == nullptr)
        return fail(noDesktop());
    if (session->wheel().isHeldBy(person.viewer))
        return {};
    if (auto taken = session->takeWheel(std::move(person)); !taken)
        return taken;
    note(auditWheel(actor, id, WheelDeed::Taken, name(WheelReason::Taken)));
    return {};
}

Result<> SessionActions::handBackWheel(const SessionId &id, const QString &viewer,
                                       const QString &actor)
{
    if (const auto known = m_sessions.find(id); !known)
        return fail(known.error());
    Session *session = m_registry.find(id);
    if (session == nullptr)
        return fail(Errc::Conflict, u"You do not have the wheel."_s);
    if (auto returned = session->wheel().handBack(viewer); !returned)
        return returned;
    noteReturn(id, actor, WheelReason::HandedBack);
    return {};
}

Result<> SessionActions::takeWheelAway(const SessionId &id, const QString &actor)
{
    if (const auto known = m_sessions.find(id); !known)
        return fail(known.error());
    Session *session = m_registry.find(id);
    if (session == nullptr || !session->wheel().isHeld())
        return {};
    session->wheel().release(WheelReason::TakenAway);
    noteReturn(id, actor, WheelReason::TakenAway);
    return {};
}

void SessionActions::noteReturn(const SessionId &id, const QString &actor, WheelReason reason)
{
    note(auditWheel(actor, id, WheelDeed::GivenBack, name(reason)));
}

void SessionActions::note(AuditEntry entry)
{
    m_audit.append(std::move(entry)); // the log tells when it cannot be stored
}

} // namespace pilothouse
