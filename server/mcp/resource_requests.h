#pragma once

#include "mcp/change_notices.h"
#include "mcp/resources.h"
#include "mcp/transport.h"

namespace pilothouse {

/// Requests about resources: which there are, what is in them, and word of their changes. Main
/// thread. Resources and clock outlive it.
class ResourceRequests
{
    Q_DISABLE_COPY_MOVE(ResourceRequests)
public:
    ResourceRequests(McpResources resources, const Clock &clock);

    static bool takes(const QString &method);
    /// -32601 for a method that the caller's era has not.
    QCoro::Task<RpcOutcome> answer(RpcMessage message, McpCaller caller, McpTransport transport,
                                   std::stop_token stop);
    /// The value of the capability "resources".
    QJsonObject capability() const;
    ChangeNotices &notices() { return m_notices; }

private:
    RpcOutcome list(const RpcMessage &message, const McpCaller &caller) const;
    RpcOutcome subscribe(const RpcMessage &message, const McpTransport &transport);
    QCoro::Task<RpcOutcome> read(QString uri, McpCaller caller, std::stop_token stop);
    QCoro::Task<RpcOutcome> listen(RpcMessage message, McpTransport transport,
                                   std::stop_token stop);
    bool isWatched(const QString &uri) const;

    McpResources m_resources;
    ChangeNotices m_notices;
};

} // namespace pilothouse
