#pragma once

#include "mcp/caller.h"

#include <functional>

namespace pilothouse {

/// Where a message comes from, and where what belongs to it goes.
struct McpTransport
{
    QString actor;        ///< who, for events and the audit trail
    QString address = {}; ///< McpToolCall::address
    /// Tells clients of the old era apart: ids of requests and subscriptions are their own. Empty:
    /// this one cannot be told from others, and what needs that is not for it.
    QByteArray client;
    McpHeaders headers = {};
    McpCaller beginner = {}; ///< what a client of the old era said when it began
    /// A notification that belongs to the request. Never null.
    std::function<void(const QJsonObject &)> notify;
};

} // namespace pilothouse
