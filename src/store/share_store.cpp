#include "store/share_store.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/utc.h"
#include "store/database.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kSharesWithSessions =
    u"SELECT shares.id, sessions.id, up_to, shares.title, shares.created_at, expires_at"
    " FROM shares JOIN sessions ON sessions.key = shares.session WHERE expires_at > ? AND "_s;

Share shareFrom(const Row &row)
{
    return {.id = row.text(0),
            .session = {row.text(1)},
            .upTo = row.integer(2),
            .title = row.text(3),
            .createdAt = QDateTime::fromMSecsSinceEpoch(row.integer(4), kUtc),
            .expiresAt = QDateTime::fromMSecsSinceEpoch(row.integer(5), kUtc)};
}

Failure noSuchShare()
{
    return fail(Errc::NotFound, u"There is no such link."_s);
}

Result<> insertShare(Connection &connection, const Share &share)
{
    const qint64 now = share.createdAt.toMSecsSinceEpoch();
    if (auto tidied = connection.run(u"DELETE FROM shares WHERE expires_at <= ?"_s, {now}); !tidied)
        return tidied;
    const Result<QVariant> key =
        connection.value(u"SELECT key FROM sessions WHERE id = ?"_s, {share.session.value});
    if (!key)
        return fail(key.error());
    if (!key->isValid())
        return fail(Errc::NotFound, u"There is no such session."_s);
    const Result<QVariant> count =
        connection.value(u"SELECT count(*) FROM shares WHERE session = ?"_s, {*key});
    if (!count)
        return fail(count.error());
    if (count->toInt() >= ShareStore::kMost)
        return fail(Errc::Conflict,
                    u"This session has %1 links. Revoke one first."_s.arg(ShareStore::kMost));
    return connection.run(u"INSERT INTO shares (id, session, up_to, title, created_at, expires_at)"
                          " VALUES (?, ?, ?, ?, ?, ?)"_s,
                          {share.id, *key, share.upTo, wellFormed(share.title), now,
                           share.expiresAt.toMSecsSinceEpoch()});
}

Result<> deleteShare(Connection &connection, const SessionId &session, const QString &id)
{
    const QString place =
        u" FROM shares WHERE id = ? AND session = (SELECT key FROM sessions WHERE id = ?)"_s;
    const Result<QVariant> known =
        connection.value(QString(u"SELECT 1"_s + place), {id, session.value});
    if (!known)
        return fail(known.error());
    if (!known->isValid())
        return noSuchShare();
    return connection.run(QString(u"DELETE"_s + place), {id, session.value});
}

} // namespace

QCoro::Task<Result<>> ShareStore::add(Share share)
{
    Writer::Work work = [share](Connection &connection) { return insertShare(connection, share); };
    return m_database.write(std::move(work));
}

QCoro::Task<Result<>> ShareStore::remove(SessionId session, QString id)
{
    Writer::Work work = [session, id](Connection &connection) {
        return deleteShare(connection, session, id);
    };
    return m_database.write(std::move(work));
}

Result<QList<Share>> ShareStore::select(const QString &condition, const QVariantList &values) const
{
    const qint64 now = m_database.clock().now().toMSecsSinceEpoch();
    return m_database.read([&](Connection &connection) -> Result<QList<Share>> {
        QList<Share> shares;
        const auto take = [&shares](const Row &row) -> Result<> {
            shares.append(shareFrom(row));
            return {};
        };
        const Result<> done = connection.run(QString(kSharesWithSessions + condition),
                                             QVariantList{now} + values, take);
        if (!done)
            return fail(done.error());
        return shares;
    });
}

Result<QList<Share>> ShareStore::of(const SessionId &session) const
{
    return select(u"sessions.id = ? ORDER BY shares.created_at DESC, shares.id"_s, {session.value});
}

Result<Share> ShareStore::find(const QString &id) const
{
    const auto found = select(u"shares.id = ?"_s, {id});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return noSuchShare();
    return found->first();
}

} // namespace pilothouse
