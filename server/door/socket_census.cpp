#include "door/socket_census.h"

#include <QPointer>
#include <QTcpSocket>

#include <utility>

namespace pilothouse {

/// A child of the socket tells, because QWebSocket cuts all connections of the socket itself.
class SocketCensus::Witness final : public QObject
{
public:
    Witness(SocketCensus &census, QTcpSocket *socket, const QHostAddress &network)
        : QObject(socket), m_census(&census), m_network(network)
    {
    }
    ~Witness() override
    {
        makeKnown();
        if (m_census && --m_census->m_total == 0)
            emit m_census->emptied();
    }
    void makeKnown()
    {
        if (m_census && std::exchange(m_isStranger, false))
            m_census->removeStranger(m_network);
    }

private:
    QPointer<SocketCensus> m_census;
    const QHostAddress m_network;
    bool m_isStranger = true;
};

void SocketCensus::add(QTcpSocket *socket, const QHostAddress &address)
{
    const QHostAddress network = networkOf(address);
    ++m_total;
    ++m_strangers;
    ++m_byNetwork[network];
    new Witness(*this, socket, network);
}

void SocketCensus::makeKnown(QTcpSocket *socket)
{
    for (QObject *child : socket->children())
        if (auto *witness = dynamic_cast<Witness *>(child))
            witness->makeKnown();
}

void SocketCensus::removeStranger(const QHostAddress &network)
{
    --m_strangers;
    if (--m_byNetwork[network] == 0)
        m_byNetwork.remove(network);
}

} // namespace pilothouse

#include "moc_socket_census.cpp"
