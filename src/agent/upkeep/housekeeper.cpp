#include "agent/upkeep/housekeeper.h"

#include "core/log.h"

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// Between two sweeps a clock is slewed by milliseconds; what is more was set by somebody.
constexpr auto kDrift = 30s;
} // namespace

Housekeeper::Housekeeper(Parts parts, Limits limits)
    : m_parts(parts), m_limits(limits), m_alarm(parts.clock), m_wall(parts.clock.now()),
      m_steady(parts.clock.elapsed())
{
    QObject::connect(&m_alarm, &Alarm::rang, &m_alarm, [this] { sweepUnlessSweeping(); });
}

void Housekeeper::start()
{
    m_alarm.startEvery(m_limits.interval);
    m_isFirst = true;
    sweepUnlessSweeping();
}

QCoro::Task<> Housekeeper::stop()
{
    m_alarm.stop();
    m_tasks.stop();
    co_await m_tasks.allEnded(m_parts.clock);
}

// It may take longer than the interval.
void Housekeeper::sweepUnlessSweeping()
{
    if (m_tasks.isEmpty())
        m_tasks.launch([this](std::stop_token stop) -> QCoro::Task<> { co_await sweep(stop); });
}

QCoro::Task<Housekeeper::Swept> Housekeeper::sweep(std::stop_token stop)
{
    Swept swept;
    const bool isFirst = std::exchange(m_isFirst, false);
    if (hasJumped()) {
        qCWarning(logAgent) << "the clock has jumped: nothing is closed or deleted for its age now";
        co_return swept;
    }
    const QList<SessionId> open = m_parts.registry.openSessions();
    for (const SessionId &session : open) {
        if (stop.stop_requested() || !isIdle(session, m_limits.idleTimeout))
            continue;
        if (m_parts.registry.giveDesktopUp(session, u"idle"_s))
            ++swept.closed;
    }
    const QList<SessionId> old = isFirst ? QList<SessionId>() : expired();
    for (const SessionId &session : old) {
        if (stop.stop_requested() ||
            !isIdle(session, m_limits.retention)) // much may have happened by now
            continue;
        const Result<> removed = co_await m_parts.removal.expireSession(session);
        if (removed)
            ++swept.removed;
        else
            qCWarning(logAgent) << "session" << session.value
                                << "is too old but cannot be deleted:" << removed.error().message
                                << removed.error().detail;
    }
    if (!stop.stop_requested())
        swept.homes = co_await m_parts.removal.sweepHomes();
    co_return swept;
}

bool Housekeeper::hasJumped()
{
    const QDateTime wall = m_parts.clock.now();
    const auto steady = m_parts.clock.elapsed();
    const std::chrono::milliseconds passed(std::exchange(m_wall, wall).msecsTo(wall));
    const auto apart = passed - (steady - std::exchange(m_steady, steady));
    return std::chrono::abs(apart) > kDrift;
}

bool Housekeeper::isIdle(const SessionId &session, std::chrono::milliseconds time) const
{
    const auto record = m_parts.sessions.find(session);
    if (!record)
        return false;
    const Session *open = m_parts.registry.find(session);
    if (open && open->isRunning())
        return false;
    const QDateTime used = m_parts.registry.lastUse(*record);
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
