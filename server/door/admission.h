#pragma once

#include "door/connection_context.h"
#include "exchange/upgrade.h"
#include "exchange/verdict.h"

#include <QHostAddress>

namespace pilothouse {

/// What is to become of a request, as far as its head tells.
struct Admission
{
    Verdict verdict;            ///< also of what a door itself refuses
    QHostAddress client;        ///< who asks: the other end, or whom a proxy names
    qint64 largestBody = 0;     ///< bytes
    UpgradeHandler upgrade;     ///< takes it as a WebSocket; null: it is to be answered
    QStringList arguments = {}; ///< for `upgrade`
};

/// Asks the proxies, the gate and the router. `head` loses the fields that nobody vouches for.
Admission admit(const ConnectionContext &context, HttpHead &head, const QHostAddress &peer);

} // namespace pilothouse
