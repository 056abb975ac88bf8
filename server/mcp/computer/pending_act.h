#pragma once

#include "core/wait.h"
#include "mcp/agent/agent_parts.h"

#include <memory>

namespace pilothouse {

/// One act of a client, while it is carried out: what is asked about it, and its result. It may
/// outlive the request that began it. Main thread.
struct PendingAct
{
    explicit PendingAct(const Clock &clock) : changed(clock) {}

    std::optional<Result<ToolResult>> result = {};
    QString asked = {};    ///< the id of the call about which a person is asked
    std::stop_source stop; ///< of the act
    Waiter changed;
};

/// Carries it out; `pending` is told.
QCoro::Task<> carryOutAct(McpParts parts, SessionId session, ToolCall deed,
                          std::shared_ptr<PendingAct> pending);

/// The result of a call of the session, perhaps later. Nothing: stopped.
QCoro::Task<std::optional<ToolResult>> resultOfCall(McpParts parts, SessionId session,
                                                    QString callId, std::stop_token stop);

} // namespace pilothouse
