#pragma once

#include "core/config.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse serve`: runs until SIGINT or SIGTERM; a second one ends it at once. Prints one ready
/// line on stdout; before that, where another server has the journal on PostgreSQL, that it stands
/// by (serve/stand_by.h). The exit code: 0 after a signal, 1 when it could not start, or when
/// another server took the journal over.
QCoro::Task<int> serve(Config config);

} // namespace pilothouse
