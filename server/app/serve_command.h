#pragma once

#include "core/config.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse serve`: runs until SIGINT or SIGTERM; a second one ends it at once. Prints one ready
/// line on stdout. The exit code: 0 after a signal, 1 when it could not start.
QCoro::Task<int> serve(Config config);

} // namespace pilothouse
