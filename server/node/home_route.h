#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "core/task_scope.h"
#include "exchange/router.h"

namespace pilothouse {

/// Lets a server in to the files of a session, once nothing of it is being closed. Conflict: a
/// newer server has it.
using HomeAdmission =
    std::function<QCoro::Task<Result<>>(SessionId session, qint64 fence, std::stop_token stop)>;

/// POST /desktops/SESSION/files: what wire/home_question.h describes. `desktop` says where the
/// homes are. The tasks outlive the router.
void addHomeRoute(Router &router, TaskScope &tasks, const DesktopConfig &desktop,
                  const HomeAdmission &admit);

} // namespace pilothouse
