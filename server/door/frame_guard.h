#pragma once

#include "door/close_code.h"
#include "door/frame_check.h"
#include "door/held_bytes.h"

#include <QObject>
#include <QPointer>

class QTcpSocket;
class QWebSocket;

namespace pilothouse {

/// Closes a WebSocket with 1002 whose client sends a frame that is not masked, before QWebSocket
/// reads it, and with 1013 where more is half sent by all clients than may be: QWebSocket waits
/// until a whole frame has come. Owned by `socket`. Main thread.
class FrameGuard final : public QObject
{
    Q_OBJECT
public:
    /// To be called before QWebSocket knows the socket: it hears of bytes first.
    FrameGuard(QTcpSocket *socket, const std::shared_ptr<qint64> &held, qint64 mostHeld);

    /// The request is answered: from here on there are frames, which `webSocket` reads.
    void start(QWebSocket *webSocket);

private:
    void look();
    void hold();
    void end(CloseCode code, const QString &reason);

    QTcpSocket &m_socket;
    QPointer<QWebSocket> m_webSocket; ///< null: no frames yet
    FrameCheck m_check;
    HeldBytes m_held;
    qint64 m_mostHeld; ///< of all clients
    bool m_isOver = false;
    qint64 m_seen = 0; ///< bytes that are unread since QWebSocket waits for more of their frame
};

} // namespace pilothouse
