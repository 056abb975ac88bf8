#pragma once

#include "exchange/upgrade.h"

#include <QSet>
#include <QWebSocketServer>

#include <map>
#include <memory>

class QTcpSocket;

namespace pilothouse {

class FrameGuard;

/// Turns sockets whose request head is a checked upgrade into WebSockets, with QWebSocketServer.
class UpgradeDesk final : public QObject
{
    Q_OBJECT
public:
    explicit UpgradeDesk(const HttpLimits &limits);

    void setSubprotocols(const QStringList &names);

    /// Takes `socket` over; the head must still be unread in it, and nothing behind the head. Once
    /// it is open, `handler` gets it. `held`: HeldBytes of all.
    void handOver(QTcpSocket *socket, const std::shared_ptr<qint64> &held, UpgradeHandler handler,
                  Upgrade upgrade);

    /// The connection under a WebSocket that came from here, for whoever writes whole frames to it;
    /// null once it is closed.
    static QTcpSocket *connectionOf(const QWebSocket &socket);

    void closeAll(); ///< 1001, the server goes away
    void cutAll();

private:
    struct Waiting
    {
        UpgradeHandler handler;
        Upgrade upgrade;
        FrameGuard *guard; ///< owned by the socket
    };

    void adopt(QWebSocket *webSocket);

    const HttpLimits &m_limits;
    std::map<QTcpSocket *, Waiting> m_waiting; ///< handed over, not open yet
    QSet<QWebSocket *> m_open;
    QWebSocketServer m_server;
};

} // namespace pilothouse
