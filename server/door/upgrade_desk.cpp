#include "door/upgrade_desk.h"

#include "exchange/guarded.h"

#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace pilothouse {

UpgradeDesk::UpgradeDesk(const HttpLimits &limits, Receiver receive)
    : m_limits(limits), m_receive(std::move(receive)),
      m_server(QStringLiteral("pilothouse"), QWebSocketServer::NonSecureMode)
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

void UpgradeDesk::handOver(QTcpSocket *socket, const HttpHead &head, const QByteArray &principal)
{
    socket->setReadBufferSize(0); // QWebSocket waits until a whole frame is in the buffer
    socket->setParent(this);
    m_upgrades[socket] = {head, principal};
    auto *witness = new QObject(socket); // QWebSocket cuts all connections of the socket itself
    connect(witness, &QObject::destroyed, this, [this, socket] { m_upgrades.erase(socket); });
    m_server.handleConnection(socket);
}

void UpgradeDesk::adopt(QWebSocket *webSocket)
{
    const auto upgrade = std::find_if(m_upgrades.begin(), m_upgrades.end(), [&](const auto &each) {
        return each.first->peerPort() == webSocket->peerPort() &&
               each.first->peerAddress() == webSocket->peerAddress();
    });
    if (upgrade == m_upgrades.end()) {
        delete webSocket;
        return;
    }
    upgrade->first->setParent(webSocket); // else it leaks when that is deleted while connected
    const Upgrade known = std::move(upgrade->second);
    m_upgrades.erase(upgrade);
    m_open.insert(webSocket);
    connect(webSocket, &QObject::destroyed, this, [this, webSocket] { m_open.remove(webSocket); });
    webSocket->setMaxAllowedIncomingFrameSize(m_limits.messageBytes);
    webSocket->setMaxAllowedIncomingMessageSize(m_limits.messageBytes);
    const QPointer<QWebSocket> kept = webSocket; // a receiver that fails may have deleted it
    const auto receive = [&] { m_receive(webSocket, known.head, known.principal); };
    if (!guarded("onWebSocket", receive) && kept) {
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
    while (!m_upgrades.empty())
        delete m_upgrades.begin()->first;
}

} // namespace pilothouse

#include "moc_upgrade_desk.cpp"
