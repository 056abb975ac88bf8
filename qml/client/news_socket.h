#pragma once

#include "core/alarm.h"
#include "qml/client/back_off.h"

#include <QJsonObject>
#include <QWebSocket>

#include <chrono>
#include <functional>
#include <memory>

namespace pilothouse {

class ServerDoors;

/// A WebSocket that tells news, kept up by itself: after sleep, a restart of the server or a lost
/// network it comes back. A peer that says nothing, not even to a ping, is lost. Main thread; doors
/// and clock outlive it.
class NewsSocket : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NewsSocket)
public:
    enum State { Closed, Connecting, Live, Waiting };

    NewsSocket(const ServerDoors &doors, const Clock &clock, QObject *parent = nullptr);
    ~NewsSocket() override;

    /// `path` is asked at every try: it may name what was seen last.
    void start(std::function<QString()> path);
    void close();
    /// Now rather than after the pause.
    void hurry();
    /// False: not connected.
    bool say(const QJsonObject &command);
    State state() const { return m_state; }

signals:
    void stateChanged();
    void told(const QJsonObject &event);
    /// The server closed it for good: 4401 the token is not good any more, 4404 what it is about
    /// is gone. No further try is made.
    void refused(int code);

private:
    void open();
    void lose();
    void watch();
    void enter(State state);

    const ServerDoors &m_doors;
    const Clock &m_clock;
    Alarm m_pause;
    Alarm m_watch;
    std::chrono::milliseconds m_heardAt{0}; ///< on the clock
    BackOff m_backOff;
    std::function<QString()> m_path;
    std::unique_ptr<QWebSocket> m_socket;
    State m_state = Closed;
};

} // namespace pilothouse
