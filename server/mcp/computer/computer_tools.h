#pragma once

#include "core/task_scope.h"
#include "mcp/agent/approval_talk.h"
#include "mcp/computer/pending_act.h"
#include "mcp/computer/picture_space.h"

namespace pilothouse {

/// A desktop for clients whose own model operates it: resources/mcp/computer.json. What they do is
/// a run of the session like that of our agent (agent/outside/): permitted, limited and stored the
/// same way, with the wheel in people's reach. Main thread. Outlives the tasks of its tools.
class ComputerTools
{
    Q_DISABLE_COPY_MOVE(ComputerTools)
public:
    explicit ComputerTools(McpParts parts) : m_parts(std::move(parts)) {}

    McpTools tools();

private:
    QCoro::Task<McpToolReply> open(McpToolCall call, std::stop_token stop);
    QCoro::Task<McpToolReply> close(McpToolCall call);
    QCoro::Task<McpToolReply> act(QString tool, McpToolCall call, std::stop_token stop);

    QCoro::Task<Result<SessionId>> openSession(McpToolCall call);
    /// Begins to operate the session, unless somebody has stopped that.
    QCoro::Task<Result<>> takeUp(SessionId session, McpToolCall call);
    /// What a call comes to on the desktop of its session, and how it wants its picture.
    struct Deed
    {
        ToolCall call;
        PictureSpace space;
        QSize screen;
        bool look = true;
    };
    Result<Deed> deedOf(const SessionId &session, const QString &tool,
                        const McpToolCall &call) const;
    /// Carries it out and tells of it; a question that the client is to ask its user ends the wait.
    QCoro::Task<McpToolReply> carryOut(SessionId session, QString tool, McpToolCall call,
                                       std::stop_token stop);
    QCoro::Task<McpToolReply> goOn(QString tool, McpToolCall call, AskedAbout about,
                                   std::stop_token stop);
    QCoro::Task<McpToolReply> replyOf(Deed deed, Result<ToolResult> result) const;

    McpParts m_parts;
    TaskScope m_tasks; ///< what goes on while a client asks its user
};

} // namespace pilothouse
