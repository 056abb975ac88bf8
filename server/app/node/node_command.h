#pragma once

#include "app/options.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse node`: desktops for servers elsewhere until the process is told to stop. Returns the
/// exit code.
QCoro::Task<int> serveNode(Config config);

/// `pilothouse node drain URL` and `undrain`.
QCoro::Task<int> drainNode(Invocation invocation);

} // namespace pilothouse
