#pragma once

#include "mcp/agent/agent_parts.h"
#include "mcp/tool_set.h"

namespace pilothouse {

/// Old era: lets the client's user answer the question about `callId` on the stream of the request,
/// until somebody has answered it. Nothing happens where the client cannot ask.
QCoro::Task<> askUser(McpParts parts, McpToolCall call, SessionId session, QString callId,
                      std::stop_token stop);

/// New era: what the client shall ask its user before it calls again; nothing: it cannot, or there
/// is no open question.
std::optional<McpInput> inputFor(const McpParts &parts, const McpToolCall &call,
                                 const SessionId &session);

/// What a call is about that comes again with its user's answer.
struct AskedAbout
{
    SessionId session;
    QString callId;
};
std::optional<AskedAbout> askedAbout(const McpToolCall &call);
/// Decides as the user has answered. Errors: SessionActions::decide(); a question that is not open
/// any more is none.
QCoro::Task<Result<>> takeInput(McpParts parts, McpToolCall call, AskedAbout about);

} // namespace pilothouse
