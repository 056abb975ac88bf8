#pragma once

#include "core/alarm.h"
#include "core/result.h"

#include <QCoroTask>
#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <stop_token>

namespace pilothouse {

/// Tells clients which resources have changed: those of the new era on the stream of their request
/// `subscriptions/listen`, those of the old one on whatever stream they have open, by what they
/// subscribed to. What changes while an old client has none is told on the next. Changes of a
/// quarter of a second are one notice. Main thread. The clock outlives it.
class ChangeNotices : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangeNotices)
public:
    using Tell = std::function<void(const QJsonObject &notification)>;

    static constexpr qsizetype kMostSubscriptions = 100; ///< of one client
    static constexpr qsizetype kMostClients = 200; ///< remembered without a stream, of the old era

    explicit ChangeNotices(const Clock &clock);

    /// RateLimited: that client has too many.
    Result<> subscribe(const QByteArray &client, const QString &uri);
    void unsubscribe(const QByteArray &client, const QString &uri);

    /// Tells a client of the old era what it subscribed to, and of changes of the list, until
    /// `stop`. Where it has several streams, the latest is used. It may end after `notices`.
    static QCoro::Task<> follow(ChangeNotices &notices, QByteArray client, Tell tell,
                                std::stop_token stop);

    /// Tells of these resources, and of the list if `ofList`, until `stop`. It may end after
    /// `notices`.
    static QCoro::Task<> listen(ChangeNotices &notices, QStringList uris, bool ofList, Tell tell,
                                std::stop_token stop);

public slots:
    /// Part of the address behind `?` is no part of what changes.
    void resourceChanged(const QString &uri);
    void listChanged();

private:
    struct Listener
    {
        QSet<QString> uris;
        bool ofList = true;
        std::map<quint64, Tell> streams;
        QSet<QString> changed;
        bool isListChanged = false;
        quint64 lastUse = 0;
    };

    using Listeners = std::map<QByteArray, Listener>;

    Listener &listener(const QByteArray &client);
    void forgetOldest();
    void tellAll();
    static void tell(Listener &listener);

    const Clock &m_clock;
    std::shared_ptr<Listeners> m_listeners = std::make_shared<Listeners>(); ///< also of the streams
    Alarm m_pause;
    quint64 m_uses = 0;
};

} // namespace pilothouse
