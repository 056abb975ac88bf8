#include "mcp/mcp_server.h"

#include "mcp/tool_schema.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListTtl = 3'600'000; // milliseconds; what there is changes with a restart only

tl::unexpected<RpcError> refused(int code, const QString &message)
{
    return tl::unexpected(RpcError{code, message});
}

/// What an answer of the new era has besides.
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

QJsonObject resultOf(const McpToolReply &reply)
{
    QJsonObject result{{u"content"_s, reply.content}, {u"isError"_s, reply.isError}};
    if (!reply.structured.isEmpty())
        result.insert(u"structuredContent"_s, reply.structured);
    return result;
}

/// Tells the client how far a call is, if it asked for it with a token.
std::function<void(const QString &)> progressOf(const RpcMessage &message,
                                                const McpTransport &transport)
{
    const QJsonValue token = message.params.value("_meta"_L1).toObject().value("progressToken"_L1);
    if (!token.isString() && !token.isDouble())
        return [](const QString &) {};
    return [token, notify = transport.notify, step = 0](const QString &what) mutable {
        notify(rpcNotification(
            u"notifications/progress"_s,
            {{u"progressToken"_s, token}, {u"progress"_s, ++step}, {u"message"_s, what}}));
    };
}

} // namespace

McpServer::McpServer(McpIdentity identity, McpTools tools)
    : m_identity(std::move(identity)), m_tools(std::move(tools))
{
}

QCoro::Task<McpAnswer> McpServer::answer(QByteArray text, McpTransport transport,
                                         std::stop_token stop)
{
    McpAnswer answer;
    const auto message = parseRpcMessage(text);
    if (!message) {
        answer.code = message.error().code;
        answer.message = rpcFailure(QJsonValue::Undefined, message.error());
        co_return answer;
    }
    auto caller = callerOf(*message, transport.headers);
    if (!caller) {
        answer.code = caller.error().code;
        answer.message = rpcFailure(message->id, caller.error());
        co_return answer;
    }
    answer.era = caller->era;
    caller->canElicit = caller->canElicit || (answer.era == Era::Legacy && transport.canElicit);
    if (!message->isRequest()) {
        if (message->method == "notifications/cancelled"_L1)
            m_running.cancel(
                RunningCalls::keyOf(transport.client, message->params.value("requestId"_L1)));
        co_return answer;
    }
    const Outcome outcome = co_await carryOut(*message, *caller, transport, stop);
    answer.code = outcome ? 0 : outcome.error().code;
    answer.message = outcome ? rpcResult(message->id, finished(*outcome, *caller))
                             : rpcFailure(message->id, outcome.error());
    answer.isBeginning = outcome && message->method == "initialize"_L1;
    if (answer.isBeginning) {
        McpCaller beginner;
        takeCapabilities(beginner, message->params.value("capabilities"_L1).toObject());
        answer.canElicit = beginner.canElicit;
    }
    co_return answer;
}

QCoro::Task<McpServer::Outcome> McpServer::carryOut(RpcMessage message, McpCaller caller,
                                                    McpTransport transport, std::stop_token stop)
{
    const QString &method = message.method;
    const bool isLegacy = caller.era == Era::Legacy;
    if (isLegacy && method == "initialize"_L1)
        co_return initialize(message.params);
    if (isLegacy && method == "ping"_L1)
        co_return QJsonObject();
    if (!isLegacy && method == "server/discover"_L1)
        co_return cacheable(discovered(), caller);
    if (method == "tools/list"_L1) {
        const Outcome list = toolList(message);
        co_return list ? Outcome(cacheable(*list, caller)) : list;
    }
    if (method == "tools/call"_L1) {
        const Outcome called = co_await callTool(message, caller, transport, stop);
        co_return called;
    }
    co_return refused(RpcError::kUnknownMethod, u"Method not found"_s);
}

QCoro::Task<McpServer::Outcome> McpServer::callTool(RpcMessage message, McpCaller caller,
                                                    McpTransport transport, std::stop_token stop)
{
    const McpTool *tool = find(message.params.value("name"_L1).toString());
    if (tool == nullptr)
        co_return refused(RpcError::kInvalidParams, u"Unknown tool"_s);
    const QJsonValue arguments = message.params.value("arguments"_L1);
    if (!arguments.isUndefined() && !arguments.isObject())
        co_return refused(RpcError::kInvalidParams, u"arguments must be an object."_s);
    const QString problem = argumentProblem(tool->schema(), arguments.toObject());
    if (!problem.isEmpty())
        co_return resultOf(mcpFailure(problem));
    const QByteArray key = RunningCalls::keyOf(transport.client, message.id);
    const RunningCalls::Call running(m_running, key, stop);
    McpToolCall call{.arguments = arguments.toObject(),
                     .caller = caller,
                     .actor = transport.actor,
                     .address = transport.address,
                     .progress = progressOf(message, transport),
                     .isCancelled = running.isCancelled()};
    const McpToolReply reply = co_await tool->run(std::move(call), running.token());
    co_return resultOf(reply);
}

McpServer::Outcome McpServer::initialize(const QJsonObject &params) const
{
    const QJsonValue asked = params.value("protocolVersion"_L1);
    if (!asked.isString())
        return refused(RpcError::kInvalidParams, u"protocolVersion is missing."_s);
    const bool isSpoken = mcpVersions().contains(asked.toString()) && !isModern(asked.toString());
    return QJsonObject{{u"protocolVersion"_s, isSpoken ? asked.toString() : newestLegacyVersion()},
                       {u"capabilities"_s, capabilities()},
                       {u"serverInfo"_s, serverInfo()},
                       {u"instructions"_s, m_identity.instructions}};
}

QJsonObject McpServer::discovered() const
{
    return {{u"supportedVersions"_s, QJsonArray::fromStringList(mcpVersions())},
            {u"capabilities"_s, capabilities()},
            {u"instructions"_s, m_identity.instructions},
            {u"_meta"_s, QJsonObject{{u"io.modelcontextprotocol/serverInfo"_s, serverInfo()}}}};
}

QJsonObject McpServer::serverInfo() const
{
    return {{u"name"_s, u"pilothouse"_s},
            {u"title"_s, u"Pilothouse"_s},
            {u"version"_s, m_identity.version}};
}

QJsonObject McpServer::capabilities() const
{
    return {{u"tools"_s, QJsonObject()}};
}

McpServer::Outcome McpServer::toolList(const RpcMessage &message) const
{
    if (!message.params.value("cursor"_L1).isUndefined())
        return refused(RpcError::kInvalidParams, u"There is no further page."_s);
    QJsonArray list;
    for (const McpTool &tool : m_tools)
        list.append(tool.declaration);
    return QJsonObject{{u"tools"_s, list}};
}

const McpTool *McpServer::find(const QString &name) const
{
    const auto found =
        std::ranges::find_if(m_tools, [&name](const McpTool &tool) { return tool.name() == name; });
    return found == m_tools.end() ? nullptr : &*found;
}

} // namespace pilothouse
