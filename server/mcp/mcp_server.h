#pragma once

#include "mcp/open_questions.h"
#include "mcp/resources.h"
#include "mcp/running_calls.h"
#include "mcp/tasks.h"
#include "mcp/tool_set.h"

namespace pilothouse {

/// What this server says of itself.
struct McpIdentity
{
    QString version;
    QString instructions; ///< for the client's model: what there is to do here
};

/// Where a message comes from, and where what belongs to it goes.
struct McpTransport
{
    QString actor;        ///< who, for events and the audit trail
    QString address = {}; ///< McpToolCall::address
    QByteArray client;    ///< tells clients of the old era apart: ids of requests are their own
    McpHeaders headers = {};
    McpCaller beginner = {}; ///< what a client of the old era said when it began
    /// A notification that belongs to the request. Never null.
    std::function<void(const QJsonObject &)> notify;
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
/// Keeps nothing of its clients but the calls that are going on. Main thread. Tools, resources and
/// clock outlive it.
class McpServer
{
    Q_DISABLE_COPY_MOVE(McpServer)
public:
    McpServer(McpIdentity identity, McpTools tools, McpResources resources, McpTasks tasks,
              const Clock &clock);

    /// Carries out one message. `stop`: the client is gone, or the server ends.
    QCoro::Task<McpAnswer> answer(QByteArray text, McpTransport transport, std::stop_token stop);

private:
    using Outcome = tl::expected<QJsonObject, RpcError>;
    QCoro::Task<Outcome> carryOut(RpcMessage message, McpCaller caller, McpTransport transport,
                                  std::stop_token stop);
    QCoro::Task<Outcome> callTool(RpcMessage message, McpCaller caller, McpTransport transport,
                                  std::stop_token stop);
    QCoro::Task<Outcome> askTask(RpcMessage message, McpCaller caller, McpTransport transport);
    QCoro::Task<Outcome> readResource(RpcMessage message, McpCaller caller, std::stop_token stop);
    std::optional<Outcome> tell(const RpcMessage &message, const McpCaller &caller) const;
    McpToolCall toolCall(const RpcMessage &message, const McpCaller &caller,
                         const McpTransport &transport);
    Outcome initialize(const QJsonObject &params) const;
    QJsonObject discovered() const;
    Outcome listed(const RpcMessage &message, const QString &name, const QJsonArray &list) const;
    QJsonArray toolList() const;
    QJsonObject serverInfo() const;
    QJsonObject capabilities() const;
    const McpTool *find(const QString &name) const;

    McpIdentity m_identity;
    McpTools m_tools;
    McpResources m_resources;
    McpTasks m_tasks;
    const Clock &m_clock;
    RunningCalls m_running;
    OpenQuestions m_questions;
};

} // namespace pilothouse
