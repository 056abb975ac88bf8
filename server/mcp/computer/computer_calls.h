#pragma once

#include "core/tool_call.h"

#include <QJsonObject>
#include <QString>

namespace pilothouse {

/// What a call of one of the tools in resources/mcp/computer.json asks of a desktop, in the terms
/// of our own tools, where it is judged, permitted and carried out. `arguments` fit the tool's
/// schema. An unknown tool gives none (an empty ToolCall::tool). Pure.
ToolCall computerCall(const QString &tool, const QJsonObject &arguments);

} // namespace pilothouse
