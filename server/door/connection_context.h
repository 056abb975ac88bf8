#pragma once

#include "core/http_limits.h"

#include <memory>

namespace pilothouse {

class Clock;
class FrontDoor;
class HttpEngine;
class Router;
class SocketCensus;
class UpgradeDesk;

/// What all connections of one FrontDoor share. Outlives them.
struct ConnectionContext
{
    const FrontDoor &door; ///< for what its owner has set: the gate and so on
    const HttpLimits &limits;
    const Clock &clock;
    const Router &router;
    HttpEngine &engine;
    UpgradeDesk &upgrades;
    SocketCensus &census;
    std::shared_ptr<qint64> held = std::make_shared<qint64>(0); ///< HeldBytes of all
    bool isDraining = false; ///< each connection's next answer is its last
};

} // namespace pilothouse
