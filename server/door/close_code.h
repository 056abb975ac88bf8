#pragma once

#include <QtGlobal>

#include <memory>

class QString;
class QWebSocket;

namespace pilothouse {

/// Why we close a WebSocket; from 4000 on the codes are our own. Source: RFC 6455, 7.4.
enum class CloseCode : quint16 {
    ProtocolError = 1002,
    PolicyViolated = 1008,
    InternalError = 1011,
    TryAgainLater = 1013,
    NotAllowed = 4401,
    UnknownSession = 4404,
    NoDesktop = 4409,
};

/// QWebSocket::close() with codes that its enumeration, which ends at 1015, does not name.
void closeWebSocket(QWebSocket &socket, CloseCode code, const QString &reason);
/// The same to a viewer that nobody serves: the socket deletes itself once it is closed.
void turnAway(std::unique_ptr<QWebSocket> socket, CloseCode code, const QString &reason);

} // namespace pilothouse
