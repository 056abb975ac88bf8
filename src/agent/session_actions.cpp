#include "agent/session_actions.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Conflict: there is no list that could take one host more.
Result<> canTakeHost(const SessionRecord &session, const EgressRules &rules)
{
    if (session.status == SessionStatus::Finished)
        return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    if (rules.mode != EgressMode::List)
        return fail(
            Errc::Conflict,
            u"This session has no list of hosts: its network is \"%1\"."_s.arg(name(rules.mode)));
    if (rules.hosts.size() >= kMostAllowedHosts)
        return fail(Errc::Conflict,
                    u"This session's list is full: %1 hosts."_s.arg(kMostAllowedHosts));
    return {};
}

} // namespace

SessionActions::SessionActions(Parts parts)
    : m_parts(parts), m_pictures(parts.blobs, parts.sessions, parts.models)
{
    QObject::connect(&m_parts.registry, &SessionRegistry::wheelTurned, &m_listener,
                     [this](const SessionId &id, const WheelTurn &turn) {
                         const bool byItself = turn.reason == WheelReason::Disconnected ||
                                               turn.reason == WheelReason::Idle ||
                                               turn.reason == WheelReason::Ended;
                         if (byItself)
                             noteReturn(id, u"server"_s, turn.reason);
                     });
    QObject::connect(&m_parts.registry, &SessionRegistry::egressDenied, &m_listener,
                     [this](const SessionId &id, const EgressDenied &denied) {
                         note(auditEgressDenied(id, denied));
                     });
    QObject::connect(&m_parts.registry, &SessionRegistry::removed, &m_listener,
                     [this](const SessionId &id) { m_parts.secrets.forget(id); });
}

/// Null for a session that is there and not open. NotFound.
Result<Session *> SessionActions::ifOpen(const SessionId &id) const
{
    if (const auto known = m_parts.sessions.find(id); !known)
        return fail(known.error());
    return m_parts.registry.find(id);
}

QCoro::Task<Result<SessionRecord>> SessionActions::create(SessionOptions options, QString actor,
                                                          QList<Secret> secrets)
{
    const Secrets given(secrets);
    options.title = given.masked(options.title);
    options.systemPrompt = given.masked(options.systemPrompt);
    Secrets all = m_parts.secrets.everywhere(); // judged first: nobody would know what is left
    for (const Secret &secret : secrets)
        if (const auto kept = all.put(secret); !kept)
            co_return fail(kept.error());
    const Result<Session *> created = co_await m_parts.registry.create(options);
    if (!created)
        co_return fail(created.error());
    const SessionId id = (*created)->id();
    note(auditCreated(actor, id, options));
    m_parts.secrets.of(id) = std::move(all);
    for (const Secret &secret : secrets)
        note(auditSecret(actor, id, AuditAction::SecretSet, secret.name));
    const Result<> brought = co_await bringDesk(options.desk, id);
    if (!brought) {
        co_await m_parts.removal.removeSession(id, actor);
        co_return fail(brought.error());
    }
    co_return m_parts.registry.record(id);
}

QCoro::Task<Result<SessionRecord>> SessionActions::rename(SessionId id, QString title,
                                                          QString actor)
{
    QList<EventBody> bodies;
    bodies.append(TitleChanged{.title = title});
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    note(auditText(actor, id, AuditAction::SessionRenamed, title));
    co_return m_parts.registry.record(id);
}

QCoro::Task<Result<SessionRecord>> SessionActions::finish(SessionId id, QString actor)
{
    Result<SessionRecord> finished = co_await m_parts.registry.finish(id);
    if (finished)
        m_parts.secrets.forget(id);
    if (finished)
        note(auditSession(actor, id, AuditAction::SessionFinished));
    co_return finished;
}

QCoro::Task<Result<>> SessionActions::remove(SessionId id, QString actor)
{
    return m_parts.removal.removeSession(std::move(id), std::move(actor));
}

QCoro::Task<Result<>> SessionActions::resume(SessionId id, QString apiKey, QString actor)
{
    const Result<Session *> session = m_parts.registry.open(id);
    if (!session)
        co_return fail(session.error());
    const auto acceptance = std::make_shared<Acceptance>();
    if (auto resumed = (*session)->resume(apiKey, acceptance); !resumed)
        co_return resumed;
    const Result<> stored = co_await untilSettled(acceptance, m_parts.registry.clock());
    if (stored)
        note(auditSession(actor, id, AuditAction::Resumed));
    co_return stored;
}

Result<> SessionActions::pause(const SessionId &id, const QString &actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        return fail(session.error());
    if (*session == nullptr)
        return fail(noRun());
    if (auto paused = (*session)->pause(); !paused)
        return paused;
    note(auditSession(actor, id, AuditAction::Paused));
    return {};
}

Result<> SessionActions::interrupt(const SessionId &id, const QString &actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        return fail(session.error());
    if (*session == nullptr || !(*session)->isRunning())
        return {};
    (*session)->interrupt();
    note(auditSession(actor, id, AuditAction::Interrupted));
    return {};
}

QCoro::Task<Result<>> SessionActions::decide(SessionId id, ApprovalDecided decision, QString actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        co_return fail(session.error());
    if (*session == nullptr)
        co_return fail(Errc::NotFound, u"No approval with this id is waiting."_s);
    decision.by = actor;
    const QString tool = (*session)->pendingTool(decision.toolUseId);
    const auto acceptance = std::make_shared<Acceptance>();
    if (auto decided = (*session)->decide(decision, acceptance); !decided)
        co_return decided;
    const Result<> stored = co_await untilSettled(acceptance, m_parts.registry.clock());
    if (stored)
        note(auditApproval(id, tool, decision));
    co_return stored;
}

Result<> SessionActions::takeWheel(const SessionId &id, WheelPerson person, const QString &actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        return fail(session.error());
    if (*session == nullptr)
        return fail(noDesktop());
    if ((*session)->wheel().isHeldBy(person.viewer))
        return {};
    if (auto taken = (*session)->takeWheel(std::move(person)); !taken)
        return taken;
    note(auditWheel(actor, id, AuditAction::ControlTaken, name(WheelReason::Taken)));
    return {};
}

Result<> SessionActions::handBackWheel(const SessionId &id, const QString &viewer,
                                       const QString &actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        return fail(session.error());
    if (*session == nullptr)
        return fail(Errc::Conflict, u"You do not have the wheel."_s);
    if (auto returned = (*session)->wheel().handBack(viewer); !returned)
        return returned;
    noteReturn(id, actor, WheelReason::HandedBack);
    return {};
}

Result<> SessionActions::takeWheelAway(const SessionId &id, const QString &actor)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        return fail(session.error());
    if (*session == nullptr || !(*session)->wheel().isHeld())
        return {};
    (*session)->wheel().release(WheelReason::TakenAway);
    noteReturn(id, actor, WheelReason::TakenAway);
    return {};
}

QCoro::Task<Result<bool>> SessionActions::allowHost(SessionId id, QString host, QString actor)
{
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    const Result<QString> entry = allowedHost(host);
    if (!entry)
        co_return fail(entry.error());
    const EgressRules rules = egressOf(*session);
    if (const Result<> canGrow = canTakeHost(*session, rules); !canGrow)
        co_return fail(canGrow.error());
    if (rules.hosts.contains(*entry))
        co_return false;
    const EgressAllowed allowed{*entry, actor};
    QList<EventBody> bodies;
    bodies.append(allowed);
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    if (Session *open = m_parts.registry.find(id))
        open->allowHost(*entry);
    note(auditEgressAllowed(id, allowed));
    co_return true;
}

QCoro::Task<Result<HomeContent>> SessionActions::openFile(SessionId id, QString path)
{
    return m_parts.homes.open(std::move(id), std::move(path));
}

QCoro::Task<Result<Written>> SessionActions::writeFile(SessionId id, QString path, QByteArray bytes,
                                                       IfThere ifThere, QString actor)
{
    if (const auto known = m_parts.sessions.find(id); !known)
        co_return fail(known.error());
    const auto written = co_await m_parts.homes.write(id, path, std::move(bytes), ifThere);
    if (isGoing(id)) { // it may have made the home once more
        co_await m_parts.homes.forget(id);
        co_return fail(Errc::Conflict, u"The session was deleted meanwhile."_s);
    }
    if (written && *written != Written::Kept)
        note(auditFile(actor, id, AuditAction::FileWritten, path));
    co_return written;
}

QCoro::Task<Result<>> SessionActions::removeFile(SessionId id, QString path, QString actor)
{
    if (const auto known = m_parts.sessions.find(id); !known)
        co_return fail(known.error());
    const auto removed = co_await m_parts.homes.remove(id, path);
    if (removed)
        note(auditFile(actor, id, AuditAction::FileRemoved, path));
    co_return removed;
}

/// Deleted, or about to be: nothing may be left in its home.
bool SessionActions::isGoing(const SessionId &id) const
{
    return m_parts.registry.isBarred(id) || !m_parts.sessions.find(id);
}

void SessionActions::noteReturn(const SessionId &id, const QString &actor, WheelReason reason)
{
    note(auditWheel(actor, id, AuditAction::ControlHandedBack, name(reason)));
}

void SessionActions::note(AuditEntry entry)
{
    if (entry.session)
        entry.detail = m_parts.secrets.find(*entry.session).masked(entry.detail);
    m_parts.audit.append(std::move(entry)); // the log tells when it cannot be stored
}

} // namespace pilothouse
