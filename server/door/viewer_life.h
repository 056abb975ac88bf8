#pragma once

#include "core/alarm.h"
#include "door/close_code.h"

#include <functional>

namespace pilothouse {

/// Whether the viewer at the other end of a WebSocket lives, takes what it is sent, and may stay:
/// looked at once in an interval, with a ping. One that is silent is cut; about the rest its owner
/// decides. Main thread.
class ViewerLife final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewerLife)
public:
    struct Terms
    {
        std::function<bool()> mayStay = {};         ///< unset: always
        std::chrono::milliseconds interval{15'000}; ///< between two looks
    };

    /// `socket` outlives it.
    ViewerLife(QWebSocket &socket, const Clock &clock, Terms terms);

    /// Looks at once whether it may stay, e.g. after a log-out.
    void checkRight();
    /// To be called when it has taken what went past QWebSocket.
    void noteProgress() { m_stalledLooks = 0; }

    /// Closes the socket. The viewer has until the next look to read why, then it is cut.
    void end(CloseCode code, const QString &reason);
    bool isEnding() const { return m_isEnding; }

signals:
    void unwelcome(); ///< it may not stay
    void stalled();   ///< it takes nothing of what is sent

private:
    void look();

    QWebSocket &m_socket;
    Terms m_terms;
    Alarm m_nextLook;
    int m_silentLooks = 0;  ///< pings without an answer
    int m_stalledLooks = 0; ///< while nothing of what is unsent is taken
    bool m_isEnding = false;
};

} // namespace pilothouse
