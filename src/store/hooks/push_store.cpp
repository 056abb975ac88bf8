#include "store/hooks/push_store.h"

#include "core/utc.h"
#include "store/database.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPushPrefix = "push:"_L1;

Failure noSuchBrowser()
{
    return fail(Errc::NotFound, u"There is no such browser."_s);
}

PushSubscription subscriptionFrom(const Row &row)
{
    return {.id = row.text(0),
            .endpoint = row.text(1),
            .key = row.bytes(2),
            .auth = row.bytes(3),
            .label = row.text(4),
            .kinds = row.text(5).split(u',', Qt::SkipEmptyParts),
            .createdAt = QDateTime::fromMSecsSinceEpoch(row.integer(6), kUtc)};
}

Result<> putSubscription(Connection &connection, const PushSubscription &each)
{
    const Result<QVariant> others = connection.value(
        u"SELECT count(*) FROM push_subscriptions WHERE endpoint <> ?"_s, {each.endpoint});
    if (!others)
        return fail(others.error());
    if (others->toInt() >= PushStore::kMost)
        return fail(
            Errc::Conflict,
            u"%1 browsers are told of events already. Remove one first."_s.arg(PushStore::kMost));
    const QString kinds = u',' + each.kinds.join(u',') + u',';
    return connection.run(
        u"INSERT INTO push_subscriptions (id, endpoint, key, auth, label, kinds, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (endpoint) DO UPDATE SET key = excluded.key,"
        " auth = excluded.auth, label = excluded.label, kinds = excluded.kinds"_s,
        {each.id, each.endpoint, each.key, each.auth, each.label, kinds,
         each.createdAt.toMSecsSinceEpoch()});
}

Result<> removeSubscription(Connection &connection, const QString &id)
{
    const Result<QVariant> known =
        connection.value(u"SELECT 1 FROM push_subscriptions WHERE id = ?"_s, {id});
    if (!known)
        return fail(known.error());
    if (!known->isValid())
        return noSuchBrowser();
    if (auto done =
            connection.run(u"DELETE FROM deliveries WHERE receiver = ?"_s, {pushReceiver(id)});
        !done)
        return done;
    return connection.run(u"DELETE FROM push_subscriptions WHERE id = ?"_s, {id});
}

} // namespace

QString pushReceiver(const QString &id)
{
    return kPushPrefix + id;
}

QString pushIdIn(const QString &receiver)
{
    return receiver.startsWith(kPushPrefix) ? receiver.sliced(kPushPrefix.size()) : QString();
}

QCoro::Task<Result<>> PushStore::put(PushSubscription subscription)
{
    Writer::Work work = [subscription](Connection &connection) {
        return putSubscription(connection, subscription);
    };
    return m_database.write(std::move(work));
}

QCoro::Task<Result<>> PushStore::remove(QString id)
{
    Writer::Work work = [id](Connection &connection) { return removeSubscription(connection, id); };
    return m_database.write(std::move(work));
}

Result<QList<PushSubscription>> PushStore::select(const QString &rest,
                                                  const QVariantList &values) const
{
    return m_database.read([&](Connection &connection) -> Result<QList<PushSubscription>> {
        QList<PushSubscription> found;
        const auto take = [&found](const Row &row) -> Result<> {
            found.append(subscriptionFrom(row));
            return {};
        };
        const Result<> done = connection.run(
            u"SELECT id, endpoint, key, auth, label, kinds, created_at FROM push_subscriptions "_s +
                rest,
            values, take);
        if (!done)
            return fail(done.error());
        return found;
    });
}

Result<QList<PushSubscription>> PushStore::all() const
{
    return select(u"ORDER BY created_at, id"_s, {});
}

Result<PushSubscription> PushStore::find(const QString &id) const
{
    const auto found = select(u"WHERE id = ?"_s, {id});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return noSuchBrowser();
    return found->first();
}

} // namespace pilothouse
