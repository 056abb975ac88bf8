#pragma once

#include "core/result.h"

#include <QCoroTask>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace pilothouse {

class Database;

/// A browser that wants to be told of events, through the push service of whoever made it.
struct PushSubscription
{
    QString id;        ///< receiverOf() the endpoint
    QString endpoint;  ///< who knows it may send: never to be logged whole, nor shown
    QByteArray key;    ///< the browser's public one, a point of P-256
    QByteArray auth;   ///< the secret that goes with it, 16 bytes
    QString label;     ///< for people: "Firefox on Linux"
    QStringList kinds; ///< names of the notices that are wanted
    QDateTime createdAt;
};

/// What stands for a browser among the deliveries.
QString pushReceiver(const QString &id);
/// The id in it; empty: it stands for something else.
QString pushIdIn(const QString &receiver);

/// The table of such browsers. Main thread.
class PushStore
{
public:
    /// The most there may be.
    static constexpr int kMost = 50;

    explicit PushStore(Database &database) : m_database(database) {}

    /// Stores it, in place of one with the same endpoint. Conflict: there are kMost others.
    QCoro::Task<Result<>> put(PushSubscription subscription);
    /// The oldest first.
    Result<QList<PushSubscription>> all() const;
    /// NotFound: there is none.
    Result<PushSubscription> find(const QString &id) const;
    /// With what it was still to be told. NotFound: there is none.
    QCoro::Task<Result<>> remove(QString id);

private:
    Result<QList<PushSubscription>> select(const QString &rest, const QVariantList &values) const;

    Database &m_database;
};

} // namespace pilothouse
