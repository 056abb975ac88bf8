#include "agent/session_registry.h"

#include "agent/context.h"
#include "core/log.h"
#include "core/wait.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether no run has begun since the last message.
bool endsUnanswered(const QList<Event> &events)
{
    for (auto event = events.crbegin(); event != events.crend(); ++event) {
        if (std::holds_alternative<RunStarted>(event->body))
            return false;
        if (std::holds_alternative<UserMessage>(event->body))
            return true;
    }
    return false;
}

} // namespace

SessionRegistry::SessionRegistry(SessionServices services, int maxSessions)
    : m_services(std::move(services)), m_maxSessions(maxSessions)
{
}

SessionRegistry::~SessionRegistry() = default;

QCoro::Task<Result<int>> SessionRegistry::recover()
{
    const auto left = m_services.journal.sessionsWithOpenRun();
    if (!left)
        co_return fail(left.error());
    const QList<SessionId> sessions = *left;
    for (const SessionId &session : sessions) {
        const auto closed = co_await closeOpenRun(session);
        if (!closed)
            co_return fail(closed.error());
    }
    co_return static_cast<int>(sessions.size());
}

QCoro::Task<Result<>> SessionRegistry::closeOpenRun(SessionId session)
{
    const auto events = m_services.journal.events(session);
    if (!events)
        co_return fail(events.error());
    RunEnded ended{.run = {}, .outcome = RunOutcome::Interrupted, .message = {}};
    ended.message = endsUnanswered(*events)
                        ? u"The server stopped before this message was answered. Resume "
                          "the session to have it answered."_s
                        : u"The server stopped in the middle of this run."_s;
    QList<EventBody> bodies = closingOf(*events, ended,
                                        u"The server stopped before this was finished; it may "
                                        "have been done in part. The desktop was started anew."_s);
    const auto stored = co_await m_services.journal.append(session, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    if (const auto record = m_services.sessions.find(session)) {
        SessionPictures pictures(*record, m_services.sessions, m_services.blobs);
        co_await pictures.runEnded();
    }
    qCInfo(logAgent) << "closed a run that was cut off in session" << session.value;
    co_return Result<>();
}

QCoro::Task<Result<Session *>> SessionRegistry::create(SessionOptions options)
{
    if (!makeRoom())
        co_return fail(full());
    auto record = co_await m_services.sessions.create(std::move(options));
    if (!record)
        co_return fail(record.error());
    co_return adopt(*std::move(record));
}

Result<Session *> SessionRegistry::open(const SessionId &id)
{
    if (const auto known = m_sessions.find(id.value); known != m_sessions.end())
        return known->second.get();
    if (m_closing.contains(id) || m_barred.contains(id))
        return fail(Errc::Conflict, u"This session is being closed. Try again in a moment."_s);
    auto record = m_services.sessions.find(id);
    if (!record)
        return fail(record.error());
    if (!makeRoom())
        return fail(full());
    return adopt(*std::move(record));
}

// The limit is about desktops: a session that has none and does nothing can be opened again later.
bool SessionRegistry::makeRoom()
{
    if (openCount() < m_maxSessions)
        return true;
    const auto idle = std::find_if(m_sessions.begin(), m_sessions.end(), [](const auto &entry) {
        return !entry.second->isRunning() && !entry.second->hasDesktop();
    });
    if (idle == m_sessions.end())
        return false;
    idle->second.release()->deleteLater();
    m_sessions.erase(idle);
    return true;
}

Error SessionRegistry::full() const
{
    return {Errc::Unavailable,
            u"%1 desktops are in use already (--max-sessions). Finish a session first."_s.arg(
                m_maxSessions)};
}

Session *SessionRegistry::adopt(SessionRecord record)
{
    const QString key = record.id.value;
    auto session = std::make_unique<Session>(m_services, std::move(record));
    connect(session.get(), &Session::progressed, this,
            [this, id = session->id()](const ModelProgress &progress) {
                emit progressed(id, progress);
            });
    connect(session.get(), &Session::endLost, this,
            [this, id = session->id()](const RunEnded &ended) { emit endLost(id, ended); });
    connect(session.get(), &Session::wheelTurned, this,
            [this, id = session->id()](const WheelTurn &turn) { emit wheelTurned(id, turn); });
    return m_sessions.emplace(key, std::move(session)).first->second.get();
}

Session *SessionRegistry::find(const SessionId &id) const
{
    const auto known = m_sessions.find(id.value);
    return known == m_sessions.end() ? nullptr : known->second.get();
}

SessionStatus SessionRegistry::statusOf(const SessionRecord &record) const
{
    const Session *session = find(record.id);
    if (session && session->isStarting(record))
        return SessionStatus::Running;
    const bool isRunning = session ? session->isRunning() : m_closing.contains(record.id);
    return hasOpenRun(record.status) && !isRunning ? SessionStatus::Error : record.status;
}

bool SessionRegistry::personSteers(const SessionId &id) const
{
    const Session *session = find(id);
    return session && session->wheel().isHeld();
}

QJsonObject SessionRegistry::wheelState(const SessionId &id) const
{
    const Session *session = find(id);
    return session ? session->wheel().state() : Wheel(m_services.clock, {}).state();
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

QCoro::Task<> SessionRegistry::close(SessionId id)
{
    Waiter waiter;
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
    const auto record = m_services.sessions.find(id);
    if (!record)
        co_return fail(record.error());
    if (record->status == SessionStatus::Finished)
        co_return *record;
    co_await close(id);
    QList<EventBody> bodies;
    bodies.append(StatusChanged{.status = SessionStatus::Finished});
    const auto stored = co_await m_services.journal.append(id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    co_return m_services.sessions.find(id);
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
