#include "door/socket_census.h"

#include <QTcpSocket>

namespace pilothouse {

void SocketCensus::add(QTcpSocket *socket, const QHostAddress &address)
{
    ++m_total;
    ++m_byAddress[address];
    // A child tells, because QWebSocket cuts all connections of the socket itself.
    auto *witness = new QObject(socket);
    connect(witness, &QObject::destroyed, this, [this, address] { remove(address); });
}

void SocketCensus::remove(const QHostAddress &address)
{
    if (--m_byAddress[address] == 0)
        m_byAddress.remove(address);
    if (--m_total == 0)
        emit emptied();
}

} // namespace pilothouse
