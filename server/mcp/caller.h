#pragma once

#include "mcp/rpc_message.h"

#include <QStringList>

#include <optional>

namespace pilothouse {

/// How a client of the Model Context Protocol speaks: with a beginning (`initialize`, until
/// 2025-11-25), or with each request for itself (from 2026-07-28 on).
enum class Era { Legacy, Modern };

/// The versions that are spoken here, the newest first.
const QStringList &mcpVersions();
/// The newest of those with a beginning.
QString newestLegacyVersion();
bool isModern(const QString &version);

/// Who sends a message.
struct McpCaller
{
    Era era = Era::Legacy;
    QString version = {}; ///< one of mcpVersions()
    QString name = {};    ///< of the program, "claude-code 2.1"; may be empty
    bool canElicit = false;
    bool hasTasks = false; ///< knows the tasks extension; of the new era alone
};

/// What a transport says of a message besides it.
struct McpHeaders
{
    std::optional<QByteArray> version = {};
    std::optional<QByteArray> method = {};
    std::optional<QByteArray> name = {};
    bool areNeeded = false; ///< false: this transport has no header fields
};

/// Who sends `message`, by what is in it and beside it alone. Pure. Errors: -32020, -32022, -32602.
tl::expected<McpCaller, RpcError> callerOf(const RpcMessage &message, const McpHeaders &headers);

/// What a client declared, of `initialize` or of a single request.
void takeCapabilities(McpCaller &caller, const QJsonObject &capabilities);
/// "claude-code 2.1" of {"name", "version"}, harmless to show.
QString programName(const QJsonObject &info);

} // namespace pilothouse
