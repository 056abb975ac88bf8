#pragma once

#include "core/config.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse doctor`: what is needed, whether it is there, how to get it; starts a desktop and
/// says how long that took. Returns 0 when everything is fine, else 1.
QCoro::Task<int> examine(Config config);

} // namespace pilothouse
