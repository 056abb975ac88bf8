#pragma once

#include "core/alarm.h"
#include "door/viewer_life.h"
#include "feed/event_feed.h"

#include <QWebSocket>

#include <memory>

namespace pilothouse {

/// One viewer on /sessions/ws: told which sessions are new, gone or changed since it was told last,
/// at once and then no more than once in an interval: {"type":"sessions_changed","content":
/// {"sessions":[ID, …]},"timestamp"}. The first frame names none: from here on all is told. Owns
/// itself; deletes itself when the socket closes. Main thread.
class ListSocket : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListSocket)
public:
    static constexpr std::chrono::milliseconds kInterval{1000};

    struct Parts
    {
        EventFeed &feed;
        SessionRegistry &registry;
        const Clock &clock;
        ViewerLife::Terms life = {};
    };

    static ListSocket *serve(std::unique_ptr<QWebSocket> socket, const Parts &parts);
    ~ListSocket() override;

    /// A viewer that may not stay is closed with 4401.
    ViewerLife &life() { return m_life; }

private:
    ListSocket(std::unique_ptr<QWebSocket> socket, const Parts &parts);
    void note(const SessionId &session);
    void tell();

    std::unique_ptr<QWebSocket> m_socket;
    const Clock &m_clock;
    QSet<SessionId> m_changed;
    Alarm m_pause; ///< runs while nothing more is told
    ViewerLife m_life;
};

} // namespace pilothouse
