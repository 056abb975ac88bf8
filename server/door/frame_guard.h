#pragma once

#include "door/frame_check.h"

#include <QObject>
#include <QPointer>

class QTcpSocket;
class QWebSocket;

namespace pilothouse {

/// Closes a WebSocket with 1002 whose client sends a frame that is not masked, before QWebSocket
/// reads it. Owned by `socket`. Main thread.
class FrameGuard final : public QObject
{
    Q_OBJECT
public:
    /// To be called before QWebSocket knows the socket: it hears of bytes first.
    explicit FrameGuard(QTcpSocket *socket);

    /// The request is answered: from here on there are frames, which `webSocket` reads.
    void start(QWebSocket *webSocket);

private:
    void look();

    QTcpSocket &m_socket;
    QPointer<QWebSocket> m_webSocket; ///< null: no frames yet
    FrameCheck m_check;
    qint64 m_seen = 0; ///< bytes that are unread since QWebSocket waits for more of their frame
};

} // namespace pilothouse
