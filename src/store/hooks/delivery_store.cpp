#include "store/hooks/delivery_store.h"

#include "core/enum_names.h"
#include "core/utc.h"
#include "store/database.h"
#include "store/hooks/push_store.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostAtOnce = 500;
constexpr qsizetype kHashDigits = 16;
constexpr std::array kStates{EnumName{DeliveryState::Waiting, "waiting"_L1},
                             EnumName{DeliveryState::Delivered, "delivered"_L1},
                             EnumName{DeliveryState::Gone, "gone"_L1},
                             EnumName{DeliveryState::Refused, "refused"_L1},
                             EnumName{DeliveryState::GivenUp, "given_up"_L1}};

Delivery deliveryFrom(const Row &row)
{
    return {.key = row.integer(0),
            .seq = row.integer(1),
            .receiver = row.text(2),
            .session = {row.text(3)},
            .title = row.text(4),
            .webhook = row.text(5),
            .firstAt = QDateTime::fromMSecsSinceEpoch(row.integer(6), kUtc),
            .tries = int(row.integer(7))};
}

Writer::Work update(const Delivery &delivery, DeliveryState state, const QVariant &nextAt)
{
    return [delivery, state, nextAt](Connection &connection) {
        return connection.run(u"UPDATE deliveries SET state = ?, tries = ?, next_at = ?"
                              " WHERE session = ? AND seq = ? AND receiver = ?"
                              " AND state = 'waiting'"_s,
                              {name(state), delivery.tries + 1, nextAt, delivery.key, delivery.seq,
                               delivery.receiver});
    };
}

} // namespace

QString name(DeliveryState state)
{
    return nameIn(kStates, state);
}

QString receiverOf(const QString &url)
{
    const QByteArray hash = QCryptographicHash::hash(url.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(kHashDigits));
}

Result<> DeliveryStore::note(Connection &connection, qint64 session, EventSeq seq,
                             const QDateTime &at, const QString &kind, const QStringList &receivers)
{
    const Result<QVariant> own = connection.value(
        u"SELECT json_extract(options, '$.webhook') FROM sessions WHERE key = ?"_s, {session});
    if (!own)
        return fail(own.error());
    QStringList all = receivers;
    if (!own->toString().isEmpty())
        all.append(kSessionReceiver);
    const qint64 time = at.toMSecsSinceEpoch();
    for (const QString &receiver : std::as_const(all)) {
        const Result<> done = connection.run(
            u"INSERT INTO deliveries (session, seq, receiver, state, first_at, next_at)"
            " SELECT ?, ?, ?, 'waiting', ?, ? WHERE NOT EXISTS (SELECT 1 FROM deliveries"
            " WHERE session = ? AND receiver = ? AND state = 'gone')"_s,
            {session, seq, receiver, time, time, session, receiver});
        if (!done)
            return done;
    }
    return connection.run(
        u"INSERT INTO deliveries (session, seq, receiver, state, first_at, next_at)"
        " SELECT ?, ?, ? || id, 'waiting', ?, ? FROM push_subscriptions"
        " WHERE instr(kinds, ?) > 0"_s,
        {session, seq, pushReceiver({}), time, time, QString(u',' + kind + u',')});
}

Result<QList<Delivery>> DeliveryStore::due(const QDateTime &now) const
{
    return m_database.read([&now](Connection &connection) -> Result<QList<Delivery>> {
        QList<Delivery> found;
        const auto take = [&found](const Row &row) -> Result<> {
            found.append(deliveryFrom(row));
            return {};
        };
        const Result<> done = connection.run(
            u"SELECT deliveries.session, seq, receiver, id, title,"
            " coalesce(json_extract(options, '$.webhook'), ''), first_at, tries"
            " FROM deliveries JOIN sessions ON sessions.key = deliveries.session"
            " WHERE next_at <= ? ORDER BY next_at, deliveries.session, seq LIMIT ?"_s,
            {now.toMSecsSinceEpoch(), kMostAtOnce}, take);
        if (!done)
            return fail(done.error());
        return found;
    });
}

Result<QDateTime> DeliveryStore::nextAfter(const QDateTime &now) const
{
    return m_database.read([&now](Connection &connection) -> Result<QDateTime> {
        const Result<QVariant> next = connection.value(
            u"SELECT min(next_at) FROM deliveries WHERE next_at > ?"_s, {now.toMSecsSinceEpoch()});
        if (!next)
            return fail(next.error());
        if (next->isNull())
            return QDateTime();
        return QDateTime::fromMSecsSinceEpoch(next->toLongLong(), kUtc);
    });
}

QCoro::Task<Result<>> DeliveryStore::postpone(Delivery delivery, QDateTime at)
{
    return m_database.write(update(delivery, DeliveryState::Waiting, at.toMSecsSinceEpoch()));
}

QCoro::Task<Result<>> DeliveryStore::settle(Delivery delivery, DeliveryState state)
{
    if (state == DeliveryState::Gone)
        return m_database.write([delivery](Connection &connection) {
            return connection.run(u"UPDATE deliveries SET state = 'gone', next_at = NULL"
                                  " WHERE session = ? AND receiver = ? AND state = 'waiting'"_s,
                                  {delivery.key, delivery.receiver});
        });
    return m_database.write(update(delivery, state, QVariant()));
}

} // namespace pilothouse
