#pragma once

#include "core/task_scope.h"
#include "exchange/router.h"
#include "mcp/mcp_server.h"

namespace pilothouse {

class Credentials;

/// The Model Context Protocol on `/mcp`, its transport "Streamable HTTP": POST, and for
/// clients of the old era GET, a stream on which they are told what changes. There is nothing to
/// end (DELETE: 405). What it refers to outlives the router.
void addMcpRoutes(Router &router, McpServer &server, const Credentials &credentials,
                  TaskScope &tasks, const Clock &clock);

/// Of the answer to a POST.
int mcpStatus(const McpAnswer &answer);

} // namespace pilothouse
