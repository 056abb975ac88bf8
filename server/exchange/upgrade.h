#pragma once

#include "exchange/http_head.h"

#include <QStringList>

#include <functional>

class QWebSocket;

namespace pilothouse {

/// A request that became a WebSocket: who asked for what.
struct Upgrade
{
    HttpHead head;
    QByteArray principal;  ///< who the gate says it is; empty: nobody
    QStringList arguments; ///< what stands for the pattern's <arg>s, decoded
};

/// Takes ownership of an open WebSocket; it is to connect to its signals at once, later they have
/// fired. What it throws is logged, and the socket is closed.
using UpgradeHandler = std::function<void(QWebSocket *socket, const Upgrade &upgrade)>;

} // namespace pilothouse
