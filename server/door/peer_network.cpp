#include "door/peer_network.h"

#include <algorithm>

namespace pilothouse {

QHostAddress networkOf(const QHostAddress &peer)
{
    if (peer.isLoopback())
        return QHostAddress(QHostAddress::LocalHost);
    if (peer.protocol() != QAbstractSocket::IPv6Protocol)
        return peer;
    Q_IPV6ADDR bytes = peer.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes);
}

} // namespace pilothouse
