#include "mcp/results.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListTtl = 3'600'000; // milliseconds; what there is changes with a restart only

/// What the client shall ask before it calls again.
QJsonObject asking(const McpInput &input)
{
    const QJsonObject request{{u"method"_s, u"elicitation/create"_s}, {u"params"_s, input.params}};
    return {{u"resultType"_s, u"input_required"_s},
            {u"inputRequests"_s, QJsonObject{{input.key, request}}},
            {u"requestState"_s, input.state}};
}

} // namespace

QJsonObject finished(QJsonObject result, const McpCaller &caller)
{
    if (caller.era == Era::Modern && !result.contains("resultType"_L1))
        result.insert(u"resultType"_s, u"complete"_s);
    return result;
}

QJsonObject cacheable(QJsonObject result, const McpCaller &caller)
{
    if (caller.era == Era::Modern) {
        result.insert(u"ttlMs"_s, kListTtl);
        result.insert(u"cacheScope"_s, u"public"_s);
    }
    return result;
}

QJsonObject passing(QJsonObject result, const McpCaller &caller)
{
    if (caller.era == Era::Modern) {
        result.insert(u"ttlMs"_s, 0);
        result.insert(u"cacheScope"_s, u"private"_s);
    }
    return result;
}

RpcOutcome listed(const RpcMessage &message, const QString &name, const QJsonArray &list)
{
    if (!message.params.value("cursor"_L1).isUndefined())
        return refused(RpcError::kInvalidParams, u"There is no further page."_s);
    return QJsonObject{{name, list}};
}

QJsonObject mcpResult(const McpToolReply &reply)
{
    if (reply.input)
        return asking(*reply.input);
    QJsonObject result{{u"content"_s, reply.content}, {u"isError"_s, reply.isError}};
    if (!reply.structured.isEmpty())
        result.insert(u"structuredContent"_s, reply.structured);
    return result;
}

} // namespace pilothouse
