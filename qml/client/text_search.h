#pragma once

#include "core/alarm.h"

#include <QVariantList>

namespace pilothouse {

class ServerConnection;

/// Looks for words in all conversations while somebody types: the server is asked when they pause,
/// and an answer to what is no longer asked counts for nothing. Main thread; the connection and the
/// clock outlive it.
class TextSearch : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextSearch)
public:
    TextSearch(ServerConnection &server, const Clock &clock, QObject *parent = nullptr);

    /// `session`: only there; empty: everywhere. `everything`: also what was thought and done.
    void ask(const QString &words, const QString &session, bool everything);
    /// The page after these.
    void more();
    void stop();

    /// As GET /search tells them.
    const QVariantList &hits() const { return m_hits; }
    bool hasMore() const { return !m_next.isEmpty(); }
    /// Whether what older versions stored is searched, too.
    bool isComplete() const { return m_isComplete; }
    bool isWaiting() const { return m_isWaiting; }
    const QString &problem() const { return m_problem; } ///< a sentence; empty while all is well

signals:
    void found();

private:
    void load(bool isNext);
    void take(const QVariantMap &page, bool isNext);

    ServerConnection &m_server;
    Alarm m_pause;
    QString m_path;
    QVariantList m_hits;
    QString m_next;
    QString m_problem;
    bool m_isComplete = true;
    bool m_isWaiting = false;
    int m_asked = 0; ///< counts the questions
};

} // namespace pilothouse
