#include "door/upgrade_desk.h"

#include "door/frame_guard.h"
#include "exchange/guarded.h"

#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace pilothouse {

UpgradeDesk::UpgradeDesk(const HttpLimits &limits)
    : m_limits(limits), m_server(QStringLiteral("pilothouse"), QWebSocketServer::NonSecureMode)
{
    m_server.setMaxPendingConnections(limits.connections);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *webSocket = m_server.nextPendingConnection())
            adopt(webSocket);
    });
}

void UpgradeDesk::setSubprotocols(const QStringList &names)
{
    m_server.setSupportedSubprotocols(names);
}

void UpgradeDesk::handOver(QTcpSocket *socket, const std::shared_ptr<qint64> &held,
                           UpgradeHandler handler, Upgrade upgrade)
{
    socket->setReadBufferSize(0); // QWebSocket waits until a whole frame is in the buffer
    socket->setParent(this);
    m_waiting[socket] = {std::move(handler), std::move(upgrade), nullptr};
    auto *witness = new QObject(socket); // QWebSocket cuts all connections of the socket itself
    connect(witness, &QObject::destroyed, this, [this, socket] { m_waiting.erase(socket); });
    m_waiting[socket].guard = new FrameGuard(socket, held, m_limits.heldBytes);
    m_server.handleConnection(socket);
}

void UpgradeDesk::adopt(QWebSocket *webSocket)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const auto &each) {
        return each.first->peerPort() == webSocket->peerPort() &&
               each.first->peerAddress() == webSocket->peerAddress();
    });
    if (found == m_waiting.end()) {
        delete webSocket;
        return;
    }
    found->first->setParent(webSocket); // else it leaks when that is deleted while connected
    const Waiting known = std::move(found->second);
    m_waiting.erase(found);
    m_open.insert(webSocket);
    known.guard->start(webSocket);
    connect(webSocket, &QObject::destroyed, this, [this, webSocket] { m_open.remove(webSocket); });
    webSocket->setMaxAllowedIncomingFrameSize(m_limits.messageBytes);
    webSocket->setMaxAllowedIncomingMessageSize(m_limits.messageBytes);
    const QPointer<QWebSocket> kept = webSocket; // a handler that fails may have deleted it
    const auto receive = [&] { known.handler(webSocket, known.upgrade); };
    if (!guarded("onUpgrade", receive) && kept) {
        kept->abort();
        kept->deleteLater();
    }
}

QTcpSocket *UpgradeDesk::connectionOf(const QWebSocket &socket)
{
    return socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
}

void UpgradeDesk::closeAll()
{
    const auto open = m_open;
    for (QWebSocket *webSocket : open)
        if (m_open.contains(webSocket)) // not yet deleted by what an earlier one set off
            webSocket->close(QWebSocketProtocol::CloseCodeGoingAway);
}

void UpgradeDesk::cutAll()
{
    const auto open = m_open;
    for (QWebSocket *webSocket : open)
        if (m_open.contains(webSocket))
            webSocket->abort();
    while (!m_waiting.empty())
        delete m_waiting.begin()->first;
}

} // namespace pilothouse

#include "moc_upgrade_desk.cpp"
