#include "store/saved/saved_store.h"

#include "core/utc.h"
#include "store/database.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kSavedWithSessions =
    u"SELECT saved.id, sessions.id, origin, name, seq, until_seq, automatic, saved.created_at,"
    " files, bytes, digest FROM saved LEFT JOIN sessions ON sessions.key = saved.session WHERE "_s;

SavedFiles savedFrom(const Row &row)
{
    return {.id = row.text(0),
            .snapshotOf = row.isNull(1) ? std::nullopt : std::optional(SessionId{row.text(1)}),
            .origin = {row.text(2)},
            .name = row.text(3),
            .seq = row.integer(4),
            .untilSeq = row.integer(5),
            .isAutomatic = row.integer(6) != 0,
            .createdAt = QDateTime::fromMSecsSinceEpoch(row.integer(7), kUtc),
            .files = row.integer(8),
            .bytes = row.integer(9),
            .digest = row.text(10).toLatin1()};
}

Result<QVariant> savedKeyOf(Connection &connection, const std::optional<SessionId> &session)
{
    if (!session)
        return QVariant();
    Result<QVariant> key =
        connection.value(u"SELECT key FROM sessions WHERE id = ?"_s, {session->value});
    if (key && !key->isValid())
        return fail(Errc::NotFound, u"There is no such session."_s);
    return key;
}

Result<> insertSaved(Connection &connection, const SavedFiles &saved)
{
    const Result<QVariant> key = savedKeyOf(connection, saved.snapshotOf);
    if (!key)
        return fail(key.error());
    return connection.run(
        u"INSERT INTO saved (id, session, origin, seq, until_seq, automatic, created_at, files,"
        " bytes) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)"_s,
        {saved.id, *key, saved.origin.value, saved.seq, saved.untilSeq, saved.isAutomatic ? 1 : 0,
         saved.createdAt.toMSecsSinceEpoch()});
}

/// Conflict: another desk has the name, and may not lose it.
Result<> freeName(Connection &connection, const QString &name, bool replaces)
{
    const Result<QVariant> taken =
        connection.value(u"SELECT id FROM saved WHERE name = ?"_s, {name});
    if (!taken)
        return fail(taken.error());
    if (taken->isValid() && !replaces)
        return fail(Errc::Conflict, u"There is a desk of this name already."_s);
    return connection.run(u"UPDATE saved SET name = NULL, digest = NULL WHERE name = ?"_s, {name});
}

Result<> finishSaved(Connection &connection, const SavedFiles &saved, bool replaces)
{
    const bool isDesk = !saved.snapshotOf;
    if (isDesk)
        if (Result<> freed = freeName(connection, saved.name, replaces); !freed)
            return freed;
    const Result<QVariant> known =
        connection.value(u"SELECT 1 FROM saved WHERE id = ?"_s, {saved.id});
    if (!known)
        return fail(known.error());
    if (!known->isValid())
        return fail(Errc::NotFound, u"The session was deleted meanwhile."_s);
    return connection.run(
        u"UPDATE saved SET name = ?, files = ?, bytes = ?, digest = ? WHERE id = ?"_s,
        {isDesk ? QVariant(saved.name) : QVariant(), saved.files, saved.bytes,
         QString::fromLatin1(saved.digest), saved.id});
}

} // namespace

Result<QList<SavedFiles>> SavedStore::select(const QString &condition,
                                             const QVariantList &values) const
{
    return m_database.read([&](Connection &connection) -> Result<QList<SavedFiles>> {
        QList<SavedFiles> found;
        const auto take = [&found](const Row &row) -> Result<> {
            found.append(savedFrom(row));
            return {};
        };
        const Result<> done = connection.run(QString(kSavedWithSessions + condition), values, take);
        if (!done)
            return fail(done.error());
        return found;
    });
}

Result<SavedFiles> SavedStore::one(const Result<QList<SavedFiles>> &found,
                                   const QString &missing) const
{
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return fail(Errc::NotFound, missing);
    return found->first();
}

Result<QList<SavedFiles>> SavedStore::snapshotsOf(const SessionId &session) const
{
    return select(u"digest IS NOT NULL AND sessions.id = ?"
                  " ORDER BY saved.created_at DESC, until_seq DESC"_s,
                  {session.value});
}

Result<QList<SavedFiles>> SavedStore::desks() const
{
    return select(u"digest IS NOT NULL AND name IS NOT NULL ORDER BY name"_s, {});
}

Result<SavedFiles> SavedStore::snapshot(const SessionId &session, const QString &id) const
{
    return one(
        select(u"digest IS NOT NULL AND sessions.id = ? AND saved.id = ?"_s, {session.value, id}),
        u"This session has no such snapshot."_s);
}

Result<SavedFiles> SavedStore::desk(const QString &name) const
{
    return one(select(u"digest IS NOT NULL AND name = ?"_s, {name}),
               u"There is no desk of this name."_s);
}

Result<QList<SavedFiles>> SavedStore::unfinished() const
{
    return select(u"digest IS NULL"_s, {});
}

QCoro::Task<Result<>> SavedStore::run(QString sql, QVariantList values)
{
    Writer::Work work = [sql, values](Connection &connection) {
        return connection.run(sql, values);
    };
    return m_database.write(std::move(work));
}

QCoro::Task<Result<>> SavedStore::begin(SavedFiles saved)
{
    Writer::Work work = [saved](Connection &connection) { return insertSaved(connection, saved); };
    return m_database.write(std::move(work));
}

QCoro::Task<Result<>> SavedStore::finish(SavedFiles saved, bool replaces)
{
    Writer::Work work = [saved, replaces](Connection &connection) {
        return finishSaved(connection, saved, replaces);
    };
    return m_database.write(std::move(work));
}

QCoro::Task<Result<>> SavedStore::update(SavedFiles saved)
{
    return run(u"UPDATE saved SET until_seq = ?, automatic = ? WHERE id = ?"_s,
               {saved.untilSeq, saved.isAutomatic ? 1 : 0, saved.id});
}

QCoro::Task<Result<>> SavedStore::retire(QString id)
{
    return run(u"UPDATE saved SET name = NULL, digest = NULL WHERE id = ?"_s, {id});
}

QCoro::Task<Result<>> SavedStore::remove(QString id)
{
    return run(u"DELETE FROM saved WHERE id = ?"_s, {id});
}

} // namespace pilothouse
