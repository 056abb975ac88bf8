#pragma once

#include <QObject>
#include <QVariantList>

#include <functional>
#include <memory>

namespace pilothouse {

class ServerConnection;

/// Stored events of one session, asked for by pages. Main thread; the connection outlives it.
class SessionHistory : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionHistory)
public:
    using Took = std::function<void(const QVariantList &events)>;
    using Failed = std::function<void(const QString &why, const QVariantMap &details)>;

    SessionHistory(ServerConnection &connection, QString path);

    /// Events `first` to `last`, both from 1 on, in order; one of the two is called.
    void load(qint64 first, qint64 last, Took took, Failed failed);

private:
    struct Range
    {
        qint64 first;
        qint64 last;
        Took took;
        Failed failed;
        QVariantList events = {};
    };
    void loadPage(const std::shared_ptr<Range> &range);
    void takePage(const std::shared_ptr<Range> &range, const QVariantList &page);

    ServerConnection &m_connection;
    const QString m_path;
};

} // namespace pilothouse
