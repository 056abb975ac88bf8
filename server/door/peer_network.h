#pragma once

#include <QHostAddress>

namespace pilothouse {

/// Whom a client's address belongs to, for limits: an IPv4 address itself; of an IPv6 address the
/// /64 network, all of which one customer usually has; of loopback, whose 16 million addresses any
/// program of this machine may use, 127.0.0.1.
QHostAddress networkOf(const QHostAddress &peer);

} // namespace pilothouse
