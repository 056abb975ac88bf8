#pragma once

#include "core/secrets.h"
#include "store/session_store.h"
#include "workbench/workbench.h"

#include <functional>
#include <memory>

namespace pilothouse {

/// Makes the workbench of a session when it is first needed. The session's secrets outlive it.
/// Unavailable: see Desktop::open.
using WorkbenchFactory = std::function<QCoro::Task<Result<std::unique_ptr<Workbench>>>(
    SessionRecord, const Secrets &, std::stop_token)>;

} // namespace pilothouse
