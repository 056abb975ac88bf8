#include "store/session_change.h"

#include "core/json.h"
#include "store/connection.h"
#include "store/search_index.h"

#include <algorithm>
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
    case RunOutcome::Paused:
        return SessionStatus::Paused;
    case RunOutcome::Cancelled:
        return SessionStatus::Cancelled;
    }
    return SessionStatus::Error;
}

constexpr qsizetype kLongestTitle = 80; // characters

/// The first line of a message, for a session that was given no title.
QString titleFrom(const QString &message)
{
    const QString line = message.trimmed().section(u'\n', 0, 0).simplified();
    if (line.size() <= kLongestTitle)
        return wellFormed(line);
    QString cut = line.left(kLongestTitle - 1);
    if (cut.back().isHighSurrogate())
        cut.chop(1);
    return wellFormed(cut) + u'…';
}

// What a list of events changes in the row of their session, besides its last number.
struct Change
{
    std::optional<SessionStatus> status = {};
    std::optional<QString> newTitle = {};
    QString firstTitle = {}; ///< if it has none
    std::optional<RunId> opened = {};
    bool goesOn = false; ///< the open run, or one that has no id yet
    std::optional<RunId> closed = {};
    bool spent = false;
    Usage usage = {};
    double costUsd = 0;
    QStringList allowedHosts = {};
    QStringList settings = {}; ///< each as JSON
    QStringList grants = {};   ///< likewise: {id: the event}, {id: null}

    void add(const UserMessage &event)
    {
        if (firstTitle.isEmpty())
            firstTitle = titleFrom(event.text);
        opened = RunId(); // to be answered by a run that has no id yet
    }
    void add(const StatusChanged &event)
    {
        status = event.status;
        goesOn = event.status == SessionStatus::Running;
    }
    void add(const TitleChanged &event)
    {
        newTitle = wellFormed(event.title);
        firstTitle.clear(); // of a message before it
    }
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
        spent = true;
        usage += event.usage;
        if (std::isfinite(event.costUsd))
            costUsd += event.costUsd;
    }
    void add(const EgressAllowed &event) { allowedHosts.append(event.host); }
    void add(const SettingsChanged &event)
    {
        settings.append(QString::fromUtf8(bodyToJson(event)));
    }
    void add(const GrantChanged &event)
    {
        const QByteArray value = event.isGranted ? bodyToJson(event) : QByteArray("null");
        grants.append(u'{' + QString::fromUtf8(jsonString(event.grant.id()) + ':' + value) + u'}');
    }
    // What was copied before it goes on nowhere.
    void add(const Forked &)
    {
        status = SessionStatus::Active;
        opened.reset();
        goesOn = false;
    }
    template <typename Other> void add(const Other &) {}
};

Result<> storeSettings(Connection &connection, qint64 key, const Change &change)
{
    Result<> done;
    for (const QString &settings : change.settings)
        if (done)
            done = connection.run(
                u"UPDATE sessions SET settings = json_patch(settings, ?) WHERE key = ?"_s,
                {settings, key});
    for (const QString &grant : change.grants)
        if (done)
            done = connection.run(
                u"UPDATE sessions SET grants = json_patch(grants, ?) WHERE key = ?"_s,
                {grant, key});
    return done;
}

// That nobody used a session is no use of it.
bool isUse(const EventBody &body)
{
    return !std::holds_alternative<DesktopGivenUp>(body);
}

// One statement for each thing that changes: most events change none of them.
Result<> store(Connection &connection, qint64 key, const Change &change)
{
    Result<> done;
    if (change.status)
        done = connection.run(u"UPDATE sessions SET status = ? WHERE key = ?"_s,
                              {name(*change.status), key});
    if (done && change.newTitle)
        done = connection.run(u"UPDATE sessions SET title = ? WHERE key = ?"_s,
                              {*change.newTitle, key});
    if (done && !change.firstTitle.isEmpty())
        done = connection.run(u"UPDATE sessions SET title = ? WHERE key = ? AND title = ''"_s,
                              {change.firstTitle, key});
    if (done && (change.newTitle || !change.firstTitle.isEmpty()))
        done = indexTitle(connection, key);
    if (done && change.closed)
        done = connection.run(u"UPDATE sessions SET open_run = NULL WHERE key = ?"
                              " AND open_run IN (?, '')"_s,
                              {key, change.closed->value});
    if (done && change.opened)
        done = connection.run(u"UPDATE sessions SET open_run = ? WHERE key = ?"_s,
                              {change.opened->value, key});
    if (done && change.goesOn)
        done = connection.run(
            u"UPDATE sessions SET open_run = '' WHERE key = ? AND open_run IS NULL"_s, {key});
    const Usage &usage = change.usage;
    if (done && change.spent)
        done = connection.run(u"UPDATE sessions SET input_tokens = input_tokens + ?,"
                              " output_tokens = output_tokens + ?,"
                              " cache_read_tokens = cache_read_tokens + ?,"
                              " cache_write_5m_tokens = cache_write_5m_tokens + ?,"
                              " cache_write_1h_tokens = cache_write_1h_tokens + ?,"
                              " cost_usd = cost_usd + ? WHERE key = ?"_s,
                              {usage.input, usage.output, usage.cacheRead, usage.cacheWrite5m,
                               usage.cacheWrite1h, change.costUsd, key});
    if (done && !change.allowedHosts.isEmpty())
        done = connection.run(u"UPDATE sessions SET allowed_hosts = allowed_hosts || ' ' || ?"
                              " WHERE key = ?"_s,
                              {change.allowedHosts.join(u' '), key});
    return done ? storeSettings(connection, key, change) : done;
}

} // namespace

Result<SessionPlace> applyToSession(Connection &connection, const SessionId &session,
                                    const QDateTime &at, const QList<EventBody> &bodies)
{
    SessionPlace place;
    const auto take = [&place](const Row &row) -> Result<> {
        place = {.key = row.integer(0), .lastSeq = row.integer(1)};
        return {};
    };
    // Two statements: UPDATE … RETURNING builds a table for its one row.
    Result<> done =
        connection.run(u"SELECT key, last_seq FROM sessions WHERE id = ?"_s, {session.value}, take);
    if (done && place.key == 0)
        return fail(Errc::NotFound, u"There is no such session."_s);
    place.lastSeq += bodies.size();
    if (done && std::ranges::any_of(bodies, isUse))
        done = connection.run(u"UPDATE sessions SET last_seq = ?, updated_at = ? WHERE key = ?"_s,
                              {place.lastSeq, at.toMSecsSinceEpoch(), place.key});
    else if (done)
        done = connection.run(u"UPDATE sessions SET last_seq = ? WHERE key = ?"_s,
                              {place.lastSeq, place.key});

    Change change;
    for (const EventBody &body : bodies)
        std::visit([&change](const auto &event) { change.add(event); }, body);
    if (done)
        done = store(connection, place.key, change);
    if (!done)
        return fail(done.error());
    return place;
}

} // namespace pilothouse
