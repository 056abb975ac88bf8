#include "agent/housekeeper.h"

#include "core/log.h"
#include "core/wait.h"

namespace pilothouse {

using namespace std::chrono_literals;

Housekeeper::Housekeeper(Parts parts, Limits limits) : m_parts(parts), m_limits(limits)
{
    m_timer.setInterval(m_limits.interval);
    connect(&m_timer, &QTimer::timeout, this, [this] { supervise(); });
}

void Housekeeper::start()
{
    m_timer.start();
    supervise();
}

QCoro::Task<> Housekeeper::stop()
{
    m_stopping = true;
    m_timer.stop();
    Waiter waiter;
    connect(this, &Housekeeper::swept, &waiter, &Waiter::wake);
    if (m_sweeping)
        co_await waiter.wait(std::stop_token(), 30s);
}

// The root of a sweep: it may take longer than the interval, and it must not end the server.
QCoro::Task<> Housekeeper::supervise()
{
    if (m_sweeping || m_stopping)
        co_return;
    m_sweeping = true;
    try {
        co_await sweep();
    } catch (const std::exception &exception) {
        qCCritical(logAgent) << "a sweep failed by an exception:" << exception.what();
    }
    m_sweeping = false;
    emit swept();
}

QCoro::Task<Housekeeper::Swept> Housekeeper::sweep()
{
    Swept swept;
    const QList<SessionId> open = m_parts.registry.openSessions();
    for (const SessionId &session : open) {
        if (m_stopping || !isIdle(session, m_limits.idleTimeout))
            continue;
        qCInfo(logAgent) << "closing the desktop of idle session" << session.value;
        co_await m_parts.registry.close(session);
        ++swept.closed;
    }
    const QList<SessionId> old = expired();
    for (const SessionId &session : old) {
        if (m_stopping || !isIdle(session, m_limits.retention)) // much may have happened by now
            continue;
        const Result<> removed = co_await m_parts.removal.expireSession(session);
        if (removed)
            ++swept.removed;
        else
            qCWarning(logAgent) << "session" << session.value
                                << "is too old but cannot be deleted:" << removed.error().message
                                << removed.error().detail;
    }
    if (!m_stopping)
        swept.homes = co_await m_parts.removal.sweepHomes();
    co_return swept;
}

bool Housekeeper::isIdle(const SessionId &session, std::chrono::milliseconds time) const
{
    const auto record = m_parts.sessions.find(session);
    if (!record)
        return false;
    QDateTime used = record->updatedAt;
    if (const Session *open = m_parts.registry.find(session)) {
        if (open->isRunning())
            return false;
        used = std::max(used, open->lastUse());
    }
    return time > 0ms && used.msecsTo(m_parts.clock.now()) >= time.count();
}

QList<SessionId> Housekeeper::expired() const
{
    if (m_limits.retention <= 0s)
        return {};
    const std::chrono::milliseconds retention = m_limits.retention;
    const auto old =
        m_parts.sessions.unchangedSince(m_parts.clock.now().addMSecs(-retention.count()));
    if (!old) {
        qCWarning(logAgent) << old.error().message << old.error().detail;
        return {};
    }
    return *old;
}

} // namespace pilothouse

#include "moc_housekeeper.cpp"
