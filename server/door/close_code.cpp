#include "door/close_code.h"

#include <QWebSocket>

namespace pilothouse {

void closeWebSocket(QWebSocket &socket, CloseCode code, const QString &reason)
{
    socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

} // namespace pilothouse
