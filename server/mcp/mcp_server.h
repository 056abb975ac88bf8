#pragma once

#include "mcp/running_calls.h"
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
    bool canElicit = false; ///< a client of the old era said so when it began
    /// A notification that belongs to the request. Never null.
    std::function<void(const QJsonObject &)> notify;
};

/// The answer to a message. A notification, and a call that its client gave up, have none.
struct McpAnswer
{
    QJsonObject message = {};
    int code = 0;             ///< of an error: RpcError::code
    Era era = Era::Legacy;    ///< in which an error means another HTTP status
    bool isBeginning = false; ///< of `initialize`
    bool canElicit = false;   ///< what the client said then
};

/// The Model Context Protocol over whatever transport: both eras, told apart by each message alone.
/// Keeps nothing of its clients but the calls that are going on. Main thread. Tools outlive it.
class McpServer
{
    Q_DISABLE_COPY_MOVE(McpServer)
public:
    McpServer(McpIdentity identity, McpTools tools);

    /// Carries out one message. `stop`: the client is gone, or the server ends.
    QCoro::Task<McpAnswer> answer(QByteArray text, McpTransport transport, std::stop_token stop);

private:
    using Outcome = tl::expected<QJsonObject, RpcError>;
    QCoro::Task<Outcome> carryOut(RpcMessage message, McpCaller caller, McpTransport transport,
                                  std::stop_token stop);
    QCoro::Task<Outcome> callTool(RpcMessage message, McpCaller caller, McpTransport transport,
                                  std::stop_token stop);
    Outcome initialize(const QJsonObject &params) const;
    QJsonObject discovered() const;
    Outcome toolList(const RpcMessage &message) const;
    QJsonObject serverInfo() const;
    QJsonObject capabilities() const;
    const McpTool *find(const QString &name) const;

    McpIdentity m_identity;
    McpTools m_tools;
    RunningCalls m_running;
};

} // namespace pilothouse
