#pragma once

#include "mcp/open_questions.h"
#include "mcp/resource_requests.h"
#include "mcp/running_calls.h"
#include "mcp/tasks.h"
#include "mcp/tool_set.h"
#include "mcp/transport.h"

namespace pilothouse {

/// What this server says of itself.
struct McpIdentity
{
    QString version;
    QString instructions; ///< for the client's model: what there is to do here
};

/// The answer to a message. A notification, and a call that its client gave up, have none.
struct McpAnswer
{
    QJsonObject message = {};
    int code = 0;           ///< of an error: RpcError::code
    bool isRefused = false; ///< that error is about the message as such, not what it asks for
    Era era = Era::Legacy;  ///< in which an error means another HTTP status
    std::optional<McpCaller> beginner = {}; ///< of `initialize`: what the client said then
};

/// The Model Context Protocol over whatever transport: both eras, told apart by each message alone.
/// Keeps nothing of its clients but the calls that are going on, and what they subscribed to. Main
/// thread. Tools, resources and clock outlive it.
class McpServer
{
    Q_DISABLE_COPY_MOVE(McpServer)
public:
    McpServer(McpIdentity identity, McpTools tools, McpResources resources, McpTasks tasks,
              const Clock &clock);

    /// Carries out one message. `stop`: the client is gone, or the server ends.
    QCoro::Task<McpAnswer> answer(QByteArray text, McpTransport transport, std::stop_token stop);

    /// Tells a client of the old era what changes, on a stream of its own, until `stop`.
    QCoro::Task<> tellChanges(QByteArray client, ChangeNotices::Tell tell, std::stop_token stop);

private:
    QCoro::Task<RpcOutcome> carryOut(RpcMessage message, McpCaller caller, McpTransport transport,
                                     const RunningCalls::Call &running);
    QCoro::Task<RpcOutcome> callTool(RpcMessage message, McpCaller caller, McpTransport transport,
                                     const RunningCalls::Call &running);
    QCoro::Task<RpcOutcome> askTask(RpcMessage message, McpCaller caller, McpTransport transport);
    std::optional<RpcOutcome> tell(const RpcMessage &message, const McpCaller &caller) const;
    void take(const RpcMessage &message, const McpCaller &caller, const McpTransport &transport);
    McpToolCall toolCall(const RpcMessage &message, const McpCaller &caller,
                         const McpTransport &transport);
    RpcOutcome initialize(const QJsonObject &params) const;
    QJsonObject discovered() const;
    QJsonArray toolList() const;
    QJsonObject serverInfo() const;
    QJsonObject capabilities() const;
    const McpTool *find(const QString &name) const;

    McpIdentity m_identity;
    McpTools m_tools;
    ResourceRequests m_resources;
    McpTasks m_tasks;
    const Clock &m_clock;
    RunningCalls m_running;
    OpenQuestions m_questions;
};

} // namespace pilothouse
