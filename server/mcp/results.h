#pragma once

#include "mcp/rpc_message.h"
#include "mcp/tool_set.h"

namespace pilothouse {

/// What an answer of the new era has besides; the old one has nothing of that.
QJsonObject finished(QJsonObject result, const McpCaller &caller);
/// May be kept for an hour, by whoever passes it on: the same until the server is started anew.
QJsonObject cacheable(QJsonObject result, const McpCaller &caller);
/// Is another the next time, and for this client alone.
QJsonObject passing(QJsonObject result, const McpCaller &caller);

/// {name: list}; -32602 where the request asks for a further page.
RpcOutcome listed(const RpcMessage &message, const QString &name, const QJsonArray &list);

/// The result of `tools/call`.
QJsonObject mcpResult(const McpToolReply &reply);

} // namespace pilothouse
