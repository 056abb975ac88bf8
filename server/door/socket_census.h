#pragma once

#include "door/peer_network.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace pilothouse {

/// Counts client sockets, in all and by network, from add() until they are deleted, whoever owns
/// them by then.
class SocketCensus final : public QObject
{
    Q_OBJECT
public:
    void add(QTcpSocket *socket, const QHostAddress &address);

    int total() const { return m_total; }
    /// Those of the network that `address` belongs to.
    int of(const QHostAddress &address) const { return m_byNetwork.value(networkOf(address)); }

signals:
    void emptied();

private:
    void remove(const QHostAddress &network);

    int m_total = 0;
    QHash<QHostAddress, int> m_byNetwork;
};

} // namespace pilothouse
