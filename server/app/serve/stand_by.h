#pragma once

#include "app/engine.h"

#include <functional>

namespace pilothouse {

/// Engine::start() for `serve`. Where another server has the journal on PostgreSQL it stands by:
/// waits until that one is gone, however long, and starts then. Meanwhile the main port is open:
/// /health and /health/live say that all is well, /health/ready says 503 with "standing by", and
/// all else is 503, with Retry-After. `tell` is called once when it begins to wait, with a sentence
/// for people. Stopped: it was asked to end meanwhile. Else as Engine::start(); the port: as
/// Server::start().
QCoro::Task<Result<std::unique_ptr<Engine>>>
startInTurn(Config config, std::function<void(QString)> tell, std::stop_token stop);

} // namespace pilothouse
