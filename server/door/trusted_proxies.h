#pragma once

#include "core/result.h"
#include "exchange/http_head.h"

#include <QHostAddress>

namespace pilothouse {

/// The reverse proxies whose word about their clients counts (X-Forwarded-For, X-Forwarded-Proto).
/// Anybody can send such fields, so those of others are dropped.
class TrustedProxies
{
public:
    /// Addresses and networks: "127.0.0.1", "10.0.0.0/8", "fd00::/8". InvalidArgument: it is none.
    static Result<TrustedProxies> from(const QStringList &list);

    bool contains(const QHostAddress &peer) const;

    /// Who sent that request to us, or to the first of our proxies: `peer`, the other end of the
    /// socket, or what the proxies say. Removes the fields from `head` that nobody vouches for.
    QHostAddress clientOf(HttpHead &head, const QHostAddress &peer) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks; ///< with the length of their prefix
};

/// An IPv4 client of a socket that listens on both kinds is still an IPv4 client.
QHostAddress plainAddress(const QHostAddress &address);

} // namespace pilothouse
