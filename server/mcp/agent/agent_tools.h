#pragma once

#include "mcp/agent/approval_talk.h"

namespace pilothouse {

/// Our agent, for clients that give it work: resources/mcp/agent.json. Everything is done through
/// SessionActions. Main thread. Outlives the tasks of its tools.
class AgentTools
{
    Q_DISABLE_COPY_MOVE(AgentTools)
public:
    explicit AgentTools(McpParts parts) : m_parts(std::move(parts)) {}

    McpTools tools();

private:
    QCoro::Task<McpToolReply> runTask(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> sendMessage(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> sessionStatus(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> approve(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> interrupt(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> listSessions(McpToolCall call, std::stop_token stop);

    /// Waits, and tells how it is then. A call that is given up interrupts what it began.
    QCoro::Task<McpToolReply> follow(McpToolCall call, SessionId session, int seconds,
                                     std::stop_token stop);
    QCoro::Task<McpToolReply> goOn(McpToolCall call, AskedAbout about, std::stop_token stop);
    McpToolReply report(const McpToolCall &call, const SessionId &session) const;

    McpParts m_parts;
};

} // namespace pilothouse
