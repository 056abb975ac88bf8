#pragma once

#include "app/options.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse eval`: the tasks of a suite, each in a session of its own; what became of them as
/// lines, tables and a file. Returns the exit code: 0 all that was tried passed, 1 it did not, or
/// nothing was tried, 2 the suite cannot be read, 130 interrupted.
QCoro::Task<int> evaluate(Invocation invocation);

} // namespace pilothouse
