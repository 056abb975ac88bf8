#pragma once

#include <QtGlobal>

class QString;
class QWebSocket;

namespace pilothouse {

/// Why we close a WebSocket; from 4000 on the codes are our own. Source: RFC 6455, 7.4.
enum class CloseCode : quint16 {
    PolicyViolated = 1008,
    InternalError = 1011,
    TryAgainLater = 1013,
    NotAllowed = 4401,
    UnknownSession = 4404,
    NoDesktop = 4409,
};

/// QWebSocket::close() with codes that its enumeration, which ends at 1015, does not name.
void closeWebSocket(QWebSocket &socket, CloseCode code, const QString &reason);

} // namespace pilothouse
