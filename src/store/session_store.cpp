#include "store/session_store.h"

#include "core/json.h"
#include "core/utc.h"
#include "store/database.h"
#include "store/search_index.h"
#include "store/session_options.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKnownOptions = 200; // each a few kilobytes, most of them the system prompt

const QString kColumns =
    u"SELECT id, created_at, updated_at, title, status, last_seq, input_tokens, output_tokens,"
    " cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cost_usd,"
    " allowed_hosts, settings, grants"
    " FROM sessions "_s;

QDateTime timeFrom(const Row &row, int column)
{
    return QDateTime::fromMSecsSinceEpoch(row.integer(column), kUtc);
}

Result<QList<GrantChanged>> grantsFrom(const QByteArray &json)
{
    const Result<QJsonObject> byId = parseJsonObject(json);
    if (!byId)
        return fail(byId.error());
    QList<GrantChanged> grants;
    for (const QJsonValue &value : *byId) {
        const auto grant = bodyFromJson(u"grant_changed"_s, compactJson(value.toObject()));
        if (!grant)
            return fail(grant.error());
        grants.append(std::get<GrantChanged>(*grant));
    }
    return grants;
}

Failure noSuchSession()
{
    return fail(Errc::NotFound, u"There is no such session."_s);
}

Result<qint64> keyOf(Connection &connection, const SessionId &id)
{
    const Result<QVariant> key =
        connection.value(u"SELECT key FROM sessions WHERE id = ?"_s, {id.value});
    if (!key)
        return fail(key.error());
    if (!key->isValid())
        return noSuchSession();
    return key->toLongLong();
}

Result<> insert(Connection &connection, const SessionRecord &record)
{
    const qint64 now = record.createdAt.toMSecsSinceEpoch();
    const Result<> done = connection.run(
        u"INSERT INTO sessions (id, created_at, updated_at, title, options, status)"
        " VALUES (?, ?, ?, ?, ?, ?)"_s,
        {record.id.value, now, now, wellFormed(record.options.title),
         QString::fromUtf8(sessionOptionsToJson(record.options)), name(record.status)});
    if (!done)
        return done;
    const Result<qint64> key = keyOf(connection, record.id);
    return key ? indexTitle(connection, *key) : fail(key.error());
}

/// The blobs to which nobody but that session refers.
Result<> gatherOrphans(Connection &connection, qint64 session, QList<BlobHash> &orphans)
{
    orphans.clear(); // the writer may run this a second time
    const auto take = [&orphans](const Row &row) -> Result<> {
        orphans.append(BlobHash{row.text(0)});
        return {};
    };
    return connection.run(
        u"SELECT blob FROM blob_references AS ours WHERE session = ? AND NOT EXISTS (SELECT 1"
        " FROM blob_references AS other WHERE other.blob = ours.blob"
        " AND other.session <> ours.session)"_s,
        {session}, take);
}

Result<> erase(Connection &connection, const SessionId &id, QList<BlobHash> &orphans)
{
    const Result<qint64> key = keyOf(connection, id);
    if (!key)
        return fail(key.error());
    if (Result<> found = gatherOrphans(connection, *key, orphans); !found)
        return found;
    return connection.run(u"DELETE FROM sessions WHERE key = ?"_s, {*key}); // the rest cascades
}

} // namespace

EgressRules egressOf(const SessionRecord &session)
{
    EgressRules rules = session.options.egress;
    rules.hosts += session.allowedHosts;
    rules.hosts.removeDuplicates();
    return rules;
}

SessionStore::SessionStore(Database &database, EgressRules unstored)
    : m_database(database), m_unstored(std::move(unstored)), m_options(kKnownOptions)
{
}

QCoro::Task<Result<SessionRecord>> SessionStore::create(SessionOptions options)
{
    SessionRecord record;
    record.id = {randomUuid()};
    record.createdAt = m_database.clock().now();
    record.updatedAt = record.createdAt;
    record.options = std::move(options);
    Writer::Work work = [record](Connection &connection) { return insert(connection, record); };
    const Result<> stored = co_await m_database.write(std::move(work));
    if (!stored)
        co_return fail(stored.error());
    co_return record;
}

Result<SessionOptions> SessionStore::optionsOf(Connection &connection, const SessionId &id) const
{
    if (const SessionOptions *known = m_options.object(id))
        return *known;
    const Result<QVariant> text =
        connection.value(u"SELECT options FROM sessions WHERE id = ?"_s, {id.value});
    if (!text)
        return fail(text.error());
    Result<SessionOptions> options = sessionOptionsFromJson(text->toString().toUtf8(), m_unstored);
    if (options)
        m_options.insert(id, new SessionOptions(*options));
    return options;
}

Result<SessionRecord> SessionStore::recordFrom(Connection &connection, const Row &row) const
{
    const SessionId id{row.text(0)};
    Result<SessionOptions> options = optionsOf(connection, id);
    if (!options)
        return fail(options.error());
    const Result<EventBody> settings = bodyFromJson(u"settings_changed"_s, row.text(13).toUtf8());
    if (!settings)
        return fail(settings.error());
    apply(std::get<SettingsChanged>(*settings), *options);
    options->title = row.text(3);
    const Result<QList<GrantChanged>> grants = grantsFrom(row.text(14).toUtf8());
    if (!grants)
        return fail(grants.error());
    const std::optional<SessionStatus> status = sessionStatusFrom(row.text(4));
    if (!status)
        return fail(Errc::Corrupt, u"A stored session has an unknown status."_s);
    return SessionRecord{.id = id,
                         .createdAt = timeFrom(row, 1),
                         .updatedAt = timeFrom(row, 2),
                         .options = std::move(*options),
                         .status = *status,
                         .usage = {.input = row.integer(6),
                                   .output = row.integer(7),
                                   .cacheRead = row.integer(8),
                                   .cacheWrite5m = row.integer(9),
                                   .cacheWrite1h = row.integer(10)},
                         .costUsd = row.real(11),
                         .lastSeq = row.integer(5),
                         .allowedHosts = row.text(12).split(u' ', Qt::SkipEmptyParts),
                         .grants = *grants};
}

Result<QList<SessionRecord>> SessionStore::select(Connection &connection, const QString &condition,
                                                  const QVariantList &values) const
{
    QList<SessionRecord> records;
    const auto take = [this, &connection, &records](const Row &row) -> Result<> {
        Result<SessionRecord> record = recordFrom(connection, row);
        if (!record)
            return fail(record.error());
        records.append(std::move(*record));
        return {};
    };
    const Result<> done = connection.run(QString(kColumns + condition), values, take);
    if (!done)
        return fail(done.error());
    return records;
}

Result<SessionRecord> SessionStore::find(const SessionId &id) const
{
    return m_database.read([this, &id](Connection &connection) -> Result<SessionRecord> {
        const auto records = select(connection, u"WHERE id = ?"_s, {id.value});
        if (!records)
            return fail(records.error());
        if (records->isEmpty())
            return noSuchSession();
        return records->first();
    });
}

Result<QList<SessionRecord>> SessionStore::list(int limit, int offset, SessionOrder order) const
{
    const QString by =
        order == SessionOrder::Newest ? u"key DESC"_s : u"updated_at DESC, key DESC"_s;
    const QString condition = u"ORDER BY "_s + by + u" LIMIT ? OFFSET ?"_s;
    return m_database.read([&](Connection &connection) {
        return select(connection, condition, {limit, offset});
    });
}

Result<QList<SessionId>> SessionStore::unchangedSince(const QDateTime &time) const
{
    return m_database.read([&time](Connection &connection) -> Result<QList<SessionId>> {
        QList<SessionId> sessions;
        const auto take = [&sessions](const Row &row) -> Result<> {
            sessions.append(SessionId{row.text(0)});
            return {};
        };
        const Result<> done =
            connection.run(u"SELECT id FROM sessions WHERE updated_at <= ? ORDER BY key"_s,
                           {time.toMSecsSinceEpoch()}, take);
        if (!done)
            return fail(done.error());
        return sessions;
    });
}

QCoro::Task<Result<QList<BlobHash>>> SessionStore::remove(SessionId id, Writer::Work alongside)
{
    auto orphans = std::make_shared<QList<BlobHash>>();
    Writer::Work work = [id, orphans, alongside](Connection &connection) -> Result<> {
        const Result<> erased = erase(connection, id, *orphans);
        return erased && alongside ? alongside(connection) : erased;
    };
    const Result<> done = co_await m_database.write(std::move(work));
    if (!done)
        co_return fail(done.error());
    m_options.remove(id);
    co_return *orphans;
}

QCoro::Task<Result<QList<BlobHash>>> SessionStore::releasePictures(SessionId id)
{
    auto orphans = std::make_shared<QList<BlobHash>>();
    Writer::Work work = [id, orphans](Connection &connection) -> Result<> {
        const Result<qint64> key = keyOf(connection, id);
        if (!key)
            return fail(key.error());
        if (Result<> found = gatherOrphans(connection, *key, *orphans); !found)
            return found;
        return connection.run(u"DELETE FROM blob_references WHERE session = ?"_s, {*key});
    };
    const Result<> done = co_await m_database.write(std::move(work));
    if (!done)
        co_return fail(done.error());
    co_return *orphans;
}

Result<bool> SessionStore::refersTo(const BlobHash &blob) const
{
    return m_database.read([&blob](Connection &connection) -> Result<bool> {
        const Result<QVariant> found = connection.value(
            u"SELECT 1 FROM blob_references WHERE blob = ? LIMIT 1"_s, {blob.value});
        if (!found)
            return fail(found.error());
        return found->isValid();
    });
}

} // namespace pilothouse
