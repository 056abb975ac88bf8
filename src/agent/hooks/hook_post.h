#pragma once

#include "agent/hooks/notice.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QNetworkAccessManager>

#include <stop_token>

namespace pilothouse {

class Clock;

/// Where a request goes.
struct HookTarget
{
    QString url;
    QHostAddress address = {}; ///< connect to this one, whatever the name means now; null: to any
};

/// The addresses that a name has now; an address is its own. None: it has none, or nobody knows it.
QCoro::Task<QList<QHostAddress>> addressesOf(const Clock &clock, QString host,
                                             std::stop_token stop);

/// Posts `request` once. The status of the answer; 0: none came in ten seconds, or the connection,
/// its certificate included, is not what it must be. Follows nothing, keeps nothing; what the
/// answer says beyond its status is thrown away. `network` and `clock` outlive it.
QCoro::Task<int> postHook(QNetworkAccessManager &network, const Clock &clock, HookTarget target,
                          HookRequest request, std::stop_token stop);

} // namespace pilothouse
