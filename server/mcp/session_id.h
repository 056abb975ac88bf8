#pragma once

#include "mcp/caller.h"

namespace pilothouse {

/// What a client of the old era gets as the id of its session, and sends with each request. It says
/// what the client said of itself when it began, so that nothing of it is kept here: a session
/// never becomes unknown, also when the server was started anew. It opens nothing.
QByteArray mcpSessionId(const McpCaller &beginner);
/// Anything else says nothing of a client.
McpCaller mcpBeginner(const QByteArray &id);

} // namespace pilothouse
