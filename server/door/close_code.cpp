#include "door/close_code.h"

#include <QWebSocket>

namespace pilothouse {

void closeWebSocket(QWebSocket &socket, CloseCode code, const QString &reason)
{
    socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

void turnAway(std::unique_ptr<QWebSocket> socket, CloseCode code, const QString &reason)
{
    QWebSocket *viewer = socket.release();
    QObject::connect(viewer, &QWebSocket::disconnected, viewer, &QObject::deleteLater);
    closeWebSocket(*viewer, code, reason);
}

} // namespace pilothouse
