#pragma once

#include "exchange/http_head.h"

#include <QSet>
#include <QWebSocketServer>

#include <functional>
#include <map>

class QTcpSocket;

namespace pilothouse {

/// Turns sockets whose request head is a checked upgrade into WebSockets, with QWebSocketServer.
class UpgradeDesk final : public QObject
{
    Q_OBJECT
public:
    using Receiver = std::function<void(QWebSocket *, const HttpHead &, const QByteArray &)>;

    /// `receive` gets each open WebSocket, which it then owns, with the head and the principal.
    UpgradeDesk(const HttpLimits &limits, Receiver receive);

    void setSubprotocols(const QStringList &names);

    /// Takes `socket` over; the head must still be unread in it, and nothing behind the head.
    void handOver(QTcpSocket *socket, const HttpHead &head, const QByteArray &principal);

    /// The connection under a WebSocket that came from here, for whoever writes whole frames to it;
    /// null once it is closed.
    static QTcpSocket *connectionOf(const QWebSocket &socket);

    void closeAll(); ///< 1001, the server goes away
    void cutAll();

private:
    struct Upgrade
    {
        HttpHead head;
        QByteArray principal;
    };

    void adopt(QWebSocket *webSocket);

    const HttpLimits &m_limits;
    Receiver m_receive;
    std::map<QTcpSocket *, Upgrade> m_upgrades; ///< handed over, not open yet
    QSet<QWebSocket *> m_open;
    QWebSocketServer m_server;
};

} // namespace pilothouse
