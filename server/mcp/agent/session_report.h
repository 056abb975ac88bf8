#pragma once

#include "mcp/agent/agent_parts.h"

#include <QJsonArray>

namespace pilothouse {

/// Where a person watches the session; empty where the server has no `address`.
QString watchAddress(const QString &address, const SessionId &session);

/// What a client is told of a session: {"session_id", "status", "title", "last_words", "ended",
/// "questions", "cost_usd", "watch_url", …}; what there is nothing to say of is left out.
QJsonObject sessionReport(const McpParts &parts, const SessionRecord &session,
                          const QString &address);

/// The calls that wait for a person's word: [{"call_id", "tool", "summary", "reason"}].
QJsonArray openQuestions(const McpParts &parts, const SessionRecord &session);

} // namespace pilothouse
