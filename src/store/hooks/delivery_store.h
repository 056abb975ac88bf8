#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QCoroTask>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace pilothouse {

class Connection;
class Database;

/// How it ended that a receiver was to be told of an event.
enum class DeliveryState {
    Waiting, ///< it has not
    Delivered,
    Gone,    ///< the receiver said that it wants no more of this session
    Refused, ///< it may not be told: its address is private
    GivenUp, ///< it took nothing for too long, or is not known any more
};
QString name(DeliveryState state);

/// An event that a receiver is to be told.
struct Delivery
{
    qint64 key = 0; ///< of the session's row
    EventSeq seq = 0;
    QString receiver; ///< kSessionReceiver, or as receiverOf() gives it
    SessionId session;
    QString title;   ///< of the session
    QString webhook; ///< of the session
    QDateTime firstAt;
    int tries = 0; ///< so far
};

inline const QString kSessionReceiver = QStringLiteral("session");
/// What stands for an address of the server's in the table: it may hold a token.
QString receiverOf(const QString &url);

/// The table of deliveries. Main thread, but for note().
class DeliveryStore
{
public:
    explicit DeliveryStore(Database &database) : m_database(database) {}

    /// On the writer's thread, in the transaction of the event: each of `receivers` is to be told,
    /// the session's own webhook, if it has one, and the browsers that want notices of `kind`; but
    /// none that is Gone for this session.
    static Result<> note(Connection &connection, qint64 session, EventSeq seq, const QDateTime &at,
                         const QString &kind, const QStringList &receivers);

    /// Those that are to be tried by `now`, the longest due first, some hundreds at most.
    Result<QList<Delivery>> due(const QDateTime &now) const;
    /// When the next one after `now` is to be tried; invalid: none is.
    Result<QDateTime> nextAfter(const QDateTime &now) const;
    /// One more try has failed; the next is at `at`.
    QCoro::Task<Result<>> postpone(Delivery delivery, QDateTime at);
    /// One more try has ended it. Not Waiting. Gone: so is all that the receiver was to be told.
    QCoro::Task<Result<>> settle(Delivery delivery, DeliveryState state);

private:
    Database &m_database;
};

} // namespace pilothouse
