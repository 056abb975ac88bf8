#pragma once

#include "mcp/agent/agent_parts.h"

#include <stop_token>

namespace pilothouse {

/// Waits until nothing goes on in the session, it asks something, `most` is over or `stop` fires.
/// `progress` is told what it does meanwhile, one line each. Main thread.
QCoro::Task<> untilRunRests(McpParts parts, SessionId session, std::chrono::milliseconds most,
                            std::function<void(const QString &)> progress, std::stop_token stop);

} // namespace pilothouse
