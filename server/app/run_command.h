#pragma once

#include "app/options.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse run`: one task in a session of its own (or an earlier one), shown as it happens.
/// Returns the exit code: 0 completed, 1 failed, 3 stopped by a budget, 130 interrupted.
QCoro::Task<int> runTask(Invocation invocation);

} // namespace pilothouse
