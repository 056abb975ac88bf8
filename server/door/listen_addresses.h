#pragma once

#include <QHostAddress>
#include <QList>

namespace pilothouse {

/// Where a server for `host`, an address or "localhost", has to listen: the address itself first.
/// Who is reached at one loopback address takes the other as well, since browsers look for
/// "localhost" at both, and "::" takes all of IPv4, too, as it does for other servers: on the one
/// left free another program would get what is meant for us, with the cookies and under the origin
/// of our pages.
QList<QHostAddress> listenAddresses(const QString &host);

} // namespace pilothouse
