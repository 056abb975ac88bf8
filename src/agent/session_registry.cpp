#include "agent/session_registry.h"

#include "core/log.h"
#include "core/wait.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SessionRegistry::SessionRegistry(SessionParts parts, int maxSessions)
    : m_parts(std::move(parts)), m_maxSessions(maxSessions)
{
}

SessionRegistry::~SessionRegistry() = default;

QCoro::Task<Result<Session *>> SessionRegistry::create(SessionOptions options)
{
    if (!makeRoom())
        co_return fail(full());
    ++m_creating;
    auto record = co_await m_parts.sessions.create(std::move(options));
    --m_creating;
    if (!record)
        co_return fail(record.error());
    Session *session = adopt(*std::move(record));
    emit created(session->id());
    co_return session;
}

Result<Session *> SessionRegistry::open(const SessionId &id)
{
    if (const auto known = m_sessions.find(id.value); known != m_sessions.end())
        return known->second.get();
    if (m_closing.contains(id) || m_barred.contains(id) || m_held.contains(id))
        return fail(Errc::Conflict, u"This session is being closed. Try again in a moment."_s);
    auto record = m_parts.sessions.find(id);
    if (!record)
        return fail(record.error());
    if (!makeRoom())
        return fail(full());
    return adopt(*std::move(record));
}

bool SessionRegistry::makeRoom()
{
    if (openCount() + m_creating < m_maxSessions)
        return true;
    const Session *idle = mostIdle();
    return idle && giveDesktopUp(idle->id(), u"limit"_s);
}

// The limit is about desktops: a session that has none loses nothing. Who paused a run, or looks
// on, means to go on with what is on the screen.
Session *SessionRegistry::mostIdle() const
{
    using Rank = std::tuple<bool, bool, bool, QDateTime>;
    std::map<Rank, Session *> atRest;
    for (const auto &[id, session] : m_sessions) {
        if (!session->isAtRest())
            continue;
        const auto record = m_parts.sessions.find(session->id());
        if (!record)
            continue;
        const Rank rank(session->hasDesktop(), record->status == SessionStatus::Paused,
                        session->wheel().isWatched(), lastUse(*record));
        atRest.emplace(rank, session.get());
    }
    return atRest.empty() ? nullptr : atRest.begin()->second;
}

bool SessionRegistry::giveDesktopUp(const SessionId &id, const QString &reason)
{
    const auto known = m_sessions.find(id.value);
    if (known == m_sessions.end() || !known->second->isAtRest())
        return false;
    // Nothing is waited for: who sends a message to it finds it closed, or has been before.
    qCInfo(logAgent) << "session" << id.value << "gives its desktop up:" << reason;
    known->second->giveDesktopUp(reason);
    known->second.release()->deleteLater(); // it may be telling of the end of its run
    m_sessions.erase(known);
    emit closed(id);
    return true;
}

void SessionRegistry::tellLost(const SessionId &id)
{
    m_parts.journal.append(id, {DesktopGivenUp{u"lost"_s}});
}

Error SessionRegistry::full() const
{
    return {
        Errc::Unavailable,
        u"All %1 desktops are at work, as many as may be. Wait for a task to end, or stop one."_s
            .arg(m_maxSessions)};
}

Session *SessionRegistry::adopt(SessionRecord record)
{
    const QString key = record.id.value;
    auto session = std::make_unique<Session>(m_parts, std::move(record));
    connect(session.get(), &Session::progressed, this,
            [this, id = session->id()](const ModelProgress &progress) {
                emit progressed(id, progress);
            });
    connect(session.get(), &Session::endLost, this,
            [this, id = session->id()](const RunEnded &ended) { emit endLost(id, ended); });
    connect(session.get(), &Session::wheelTurned, this,
            [this, id = session->id()](const WheelTurn &turn) { emit wheelTurned(id, turn); });
    connect(
        session.get(), &Session::egressDenied, this,
        [this, id = session->id()](const EgressDenied &denied) { emit egressDenied(id, denied); });
    return m_sessions.emplace(key, std::move(session)).first->second.get();
}

Session *SessionRegistry::find(const SessionId &id) const
{
    const auto known = m_sessions.find(id.value);
    return known == m_sessions.end() ? nullptr : known->second.get();
}

SessionStatus SessionRegistry::statusOf(const SessionRecord &record) const
{
    const Stage unopened = m_closing.contains(record.id) ? Stage::Closing : Stage::Idle;
    const Session *session = find(record.id);
    return statusAt(session ? session->stage() : unopened, record.status);
}

Result<SessionRecord> SessionRegistry::record(const SessionId &id) const
{
    auto found = m_parts.sessions.find(id);
    if (found)
        found->status = statusOf(*found);
    return found;
}

Result<QList<SessionRecord>> SessionRegistry::records(int limit, int offset,
                                                      SessionOrder order) const
{
    auto records = m_parts.sessions.list(limit, offset, order);
    if (records)
        for (SessionRecord &record : *records)
            record.status = statusOf(record);
    return records;
}

bool SessionRegistry::personSteers(const SessionId &id) const
{
    const Session *session = find(id);
    return session && session->wheel().isHeld();
}

bool SessionRegistry::hasDesktop(const SessionId &id) const
{
    const Session *session = find(id);
    return session && session->hasDesktop();
}

QStringList SessionRegistry::questions(const SessionId &id) const
{
    const Session *session = find(id);
    return session ? session->questions() : QStringList();
}

QDateTime SessionRegistry::lastUse(const SessionRecord &record) const
{
    const Session *session = find(record.id);
    return session ? std::max(record.updatedAt, session->lastUse()) : record.updatedAt;
}

QJsonObject SessionRegistry::wheelState(const SessionId &id) const
{
    const Session *session = find(id);
    return session ? session->wheel().state() : Wheel(m_parts.clock, {}).state();
}

QList<SessionId> SessionRegistry::openSessions() const
{
    QList<SessionId> sessions;
    for (const auto &[id, session] : m_sessions)
        sessions.append(SessionId{id});
    return sessions;
}

bool SessionRegistry::bar(const SessionId &id)
{
    const bool known = m_barred.contains(id);
    m_barred.insert(id);
    return !known;
}

bool SessionRegistry::hold(const SessionId &id)
{
    if (m_held.contains(id) || m_barred.contains(id))
        return false;
    m_held.insert(id);
    return true;
}

QCoro::Task<> SessionRegistry::close(SessionId id)
{
    Waiter waiter(m_parts.clock);
    connect(this, &SessionRegistry::closed, &waiter, &Waiter::wake);
    while (m_closing.contains(id)) // somebody else closes it: bounded as Session::close() is
        co_await waiter.wait(std::stop_token(), 1s);
    const auto known = m_sessions.find(id.value);
    if (known == m_sessions.end())
        co_return;
    // Taken out first, so that nobody can submit to it while it closes.
    std::unique_ptr<Session> session = std::move(known->second);
    m_sessions.erase(known);
    m_closing.insert(id);
    co_await session->close();
    session.reset();
    m_closing.remove(id);
    emit closed(id);
}

QCoro::Task<Result<SessionRecord>> SessionRegistry::finish(SessionId id)
{
    const auto found = m_parts.sessions.find(id);
    if (!found)
        co_return fail(found.error());
    if (found->status == SessionStatus::Finished)
        co_return *found;
    co_await close(id);
    QList<EventBody> bodies;
    bodies.append(StatusChanged{.status = SessionStatus::Finished});
    const auto stored = co_await m_parts.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    co_return record(id);
}

QCoro::Task<> SessionRegistry::closeAll()
{
    std::vector<QCoro::Task<>> closing;
    while (!m_sessions.empty()) // all at once: each may take its time
        closing.push_back(close(SessionId{m_sessions.begin()->first}));
    for (auto &task : closing)
        co_await std::move(task);
}

} // namespace pilothouse

#include "moc_session_registry.cpp"
