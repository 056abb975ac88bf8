#include "door/socket_census.h"

#include <QTcpSocket>

namespace pilothouse {

void SocketCensus::add(QTcpSocket *socket, const QHostAddress &address)
{
    ++m_total;
    const QHostAddress network = networkOf(address);
    ++m_byNetwork[network];
    // A child tells, because QWebSocket cuts all connections of the socket itself.
    auto *witness = new QObject(socket);
    connect(witness, &QObject::destroyed, this, [this, network] { remove(network); });
}

void SocketCensus::remove(const QHostAddress &network)
{
    if (--m_byNetwork[network] == 0)
        m_byNetwork.remove(network);
    if (--m_total == 0)
        emit emptied();
}

} // namespace pilothouse

#include "moc_socket_census.cpp"
