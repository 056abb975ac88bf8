#include "store/session_change.h"

#include "store/connection.h"

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

SessionStatus statusAfter(RunOutcome outcome)
{
    switch (outcome) {
    case RunOutcome::Completed:
        return SessionStatus::Completed;
    case RunOutcome::Error:
        return SessionStatus::Error;
    case RunOutcome::Interrupted:
        return SessionStatus::Interrupted;
    case RunOutcome::Budget:
        return SessionStatus::Paused;
    case RunOutcome::Cancelled:
        return SessionStatus::Cancelled;
    }
    return SessionStatus::Error;
}

// What a list of events changes in the row of their session.
struct Change
{
    std::optional<SessionStatus> status = {};
    std::optional<RunId> opened = {};
    std::optional<RunId> closed = {};
    Usage usage = {};
    double costUsd = 0;

    void add(const StatusChanged &event) { status = event.status; }
    void add(const RunStarted &event)
    {
        status = SessionStatus::Running;
        opened = event.run;
    }
    void add(const RunEnded &event)
    {
        status = statusAfter(event.outcome);
        closed = event.run;
        if (opened == event.run)
            opened.reset();
    }
    void add(const TurnEnded &event)
    {
        usage += event.usage;
        if (std::isfinite(event.costUsd))
            costUsd += event.costUsd;
    }
    template <typename Other> void add(const Other &) {}
};

template <typename T, typename Text> QVariant textOrNull(const std::optional<T> &value, Text text)
{
    return value ? QVariant(text(*value)) : QVariant();
}

} // namespace

Result<SessionPlace> applyToSession(Connection &connection, const SessionId &session,
                                    const QDateTime &at, const QList<EventBody> &bodies)
{
    Change change;
    for (const EventBody &body : bodies)
        std::visit([&change](const auto &event) { change.add(event); }, body);

    const auto runText = [](const RunId &run) { return run.value; };
    const QVariant opened = textOrNull(change.opened, runText);
    const QVariant closed = textOrNull(change.closed, runText);
    const QVariant status =
        textOrNull(change.status, [](SessionStatus value) { return name(value); });
    SessionPlace place;
    const auto take = [&place](const QSqlQuery &row) -> Result<> {
        place = {.key = row.value(0).toLongLong(), .lastSeq = row.value(1).toLongLong()};
        return {};
    };
    const Usage &usage = change.usage;
    const Result<> done = connection.run(
        u"UPDATE sessions SET last_seq = last_seq + ?, updated_at = ?, status = coalesce(?, "
        u"status),"
        " open_run = CASE WHEN open_run = ? THEN NULL ELSE open_run END,"
        " input_tokens = input_tokens + ?, output_tokens = output_tokens + ?,"
        " cache_read_tokens = cache_read_tokens + ?,"
        " cache_write_5m_tokens = cache_write_5m_tokens + ?,"
        " cache_write_1h_tokens = cache_write_1h_tokens + ?, cost_usd = cost_usd + ?"
        " WHERE id = ? RETURNING key, last_seq"_s,
        {qint64(bodies.size()), at.toMSecsSinceEpoch(), status, closed, usage.input, usage.output,
         usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h, change.costUsd, session.value},
        take);
    if (!done)
        return fail(done.error());
    if (place.key == 0)
        return fail(Errc::NotFound, u"There is no such session."_s);
    if (change.opened)
        if (Result<> run = connection.run(u"UPDATE sessions SET open_run = ? WHERE key = ?"_s,
                                          {opened, place.key});
            !run)
            return fail(run.error());
    return place;
}

} // namespace pilothouse
