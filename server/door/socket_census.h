#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace pilothouse {

/// Counts client sockets, in all and by address, from add() until they are deleted, whoever owns
/// them by then.
class SocketCensus final : public QObject
{
    Q_OBJECT
public:
    void add(QTcpSocket *socket, const QHostAddress &address);

    int total() const { return m_total; }
    int of(const QHostAddress &address) const { return m_byAddress.value(address); }

signals:
    void emptied();

private:
    void remove(const QHostAddress &address);

    int m_total = 0;
    QHash<QHostAddress, int> m_byAddress;
};

} // namespace pilothouse
