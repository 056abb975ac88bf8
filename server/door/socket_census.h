#pragma once

#include "door/peer_network.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace pilothouse {

/// Counts client sockets, in all and those of strangers by network, from add() until they are
/// deleted, whoever owns them by then.
class SocketCensus final : public QObject
{
    Q_OBJECT
public:
    void add(QTcpSocket *socket, const QHostAddress &address);
    /// Whose it is has shown good credentials: no stranger's any more.
    void makeKnown(QTcpSocket *socket);

    int total() const { return m_total; }
    int strangers() const { return m_strangers; }
    /// Those of the network that `address` belongs to.
    int strangersOf(const QHostAddress &address) const
    {
        return m_byNetwork.value(networkOf(address));
    }

signals:
    void emptied();

private:
    class Witness;

    void removeStranger(const QHostAddress &network);

    int m_total = 0;
    int m_strangers = 0;
    QHash<QHostAddress, int> m_byNetwork; ///< strangers
};

} // namespace pilothouse
