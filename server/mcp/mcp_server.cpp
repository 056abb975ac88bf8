#include "mcp/mcp_server.h"

#include "mcp/results.h"
#include "mcp/tool_schema.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

McpCaller beginnerOf(const QJsonObject &params)
{
    McpCaller beginner;
    takeCapabilities(beginner, params.value("capabilities"_L1).toObject());
    beginner.name = programName(params.value("clientInfo"_L1).toObject());
    return beginner;
}

tl::unexpected<RpcError> withoutTasks()
{
    const QJsonObject extensions{{u"io.modelcontextprotocol/tasks"_s, QJsonObject()}};
    const QJsonObject needed{{u"extensions"_s, extensions}};
    return tl::unexpected(
        RpcError{RpcError::kNoCapability,
                 u"The client must declare the extension io.modelcontextprotocol/tasks."_s,
                 {{u"requiredCapabilities"_s, needed}}});
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

McpServer::McpServer(McpIdentity identity, McpTools tools, McpResources resources, McpTasks tasks,
                     const Clock &clock)
    : m_identity(std::move(identity)), m_tools(std::move(tools)),
      m_resources(std::move(resources), clock), m_tasks(std::move(tasks)), m_clock(clock)
{
}

QCoro::Task<McpAnswer> McpServer::answer(QByteArray text, McpTransport transport,
                                         std::stop_token stop)
{
    McpAnswer answer;
    const auto message = parseRpcMessage(text);
    if (!message) {
        answer.code = message.error().code;
        answer.isRefused = true;
        answer.message = rpcFailure(QJsonValue::Undefined, message.error());
        co_return answer;
    }
    auto caller = callerOf(*message, transport.headers);
    if (!caller) {
        answer.code = caller.error().code;
        answer.isRefused = true;
        answer.message = rpcFailure(message->id, caller.error());
        co_return answer;
    }
    answer.era = caller->era;
    if (answer.era == Era::Legacy) {
        caller->name = transport.beginner.name;
        caller->canElicit = transport.beginner.canElicit;
    }
    if (!message->isRequest()) {
        take(*message, *caller, transport);
        co_return answer;
    }
    const bool isModern = caller->era == Era::Modern; // who closes the stream gives the call up
    const RunningCalls::Call running(m_running, RunningCalls::keyOf(transport.client, message->id),
                                     stop, isModern);
    const RpcOutcome outcome = co_await carryOut(*message, *caller, transport, running);
    if (running.isWithdrawn())
        co_return answer;
    answer.code = outcome ? 0 : outcome.error().code;
    answer.message = outcome ? rpcResult(message->id, finished(*outcome, *caller))
                             : rpcFailure(message->id, outcome.error());
    if (outcome && message->method == "initialize"_L1)
        answer.beginner = beginnerOf(message->params);
    co_return answer;
}

/// What is no request.
void McpServer::take(const RpcMessage &message, const McpCaller &caller,
                     const McpTransport &transport)
{
    if (message.isAnswer())
        return m_questions.take(message);
    // Clients of the new era close the stream instead, but on stdio.
    const bool isOurs = caller.era == Era::Legacy || !transport.headers.areNeeded;
    if (message.method == "notifications/cancelled"_L1 && isOurs)
        m_running.cancel(
            RunningCalls::keyOf(transport.client, message.params.value("requestId"_L1)));
}

QCoro::Task<> McpServer::tellChanges(QByteArray client, ChangeNotices::Tell tell,
                                     std::stop_token stop)
{
    return ChangeNotices::follow(m_resources.notices(), std::move(client), std::move(tell),
                                 std::move(stop));
}

QCoro::Task<RpcOutcome> McpServer::carryOut(RpcMessage message, McpCaller caller,
                                            McpTransport transport,
                                            const RunningCalls::Call &running)
{
    if (const auto told = tell(message, caller))
        co_return *told;
    if (ResourceRequests::takes(message.method)) {
        const RpcOutcome about =
            co_await m_resources.answer(message, caller, transport, running.token());
        co_return about;
    }
    const QStringList ofTasks{u"tasks/get"_s, u"tasks/update"_s, u"tasks/cancel"_s};
    if (caller.era == Era::Modern && ofTasks.contains(message.method)) {
        const RpcOutcome told = co_await askTask(message, caller, transport);
        co_return told;
    }
    if (message.method == "tools/call"_L1) {
        const RpcOutcome called = co_await callTool(message, caller, transport, running);
        co_return called;
    }
    co_return refused(RpcError::kUnknownMethod, u"Method not found"_s);
}

/// What needs no work; nothing: another method.
std::optional<RpcOutcome> McpServer::tell(const RpcMessage &message, const McpCaller &caller) const
{
    const QString &method = message.method;
    const bool isLegacy = caller.era == Era::Legacy;
    if (isLegacy && method == "initialize"_L1)
        return initialize(message.params);
    if (isLegacy && method == "ping"_L1)
        return QJsonObject();
    if (!isLegacy && method == "server/discover"_L1)
        return cacheable(discovered(), caller);
    if (method != "tools/list"_L1)
        return std::nullopt;
    const RpcOutcome list = listed(message, u"tools"_s, toolList());
    return list ? cacheable(*list, caller) : list;
}

QCoro::Task<RpcOutcome> McpServer::callTool(RpcMessage message, McpCaller caller,
                                            McpTransport transport,
                                            const RunningCalls::Call &running)
{
    const McpTool *tool = find(message.params.value("name"_L1).toString());
    if (tool == nullptr)
        co_return refused(RpcError::kInvalidParams, u"Unknown tool"_s);
    const QJsonValue arguments = message.params.value("arguments"_L1);
    if (!arguments.isUndefined() && !arguments.isObject())
        co_return refused(RpcError::kInvalidParams, u"arguments must be an object."_s);
    const QString problem = argumentProblem(tool->schema(), arguments.toObject());
    if (!problem.isEmpty())
        co_return mcpResult(mcpFailure(problem));
    McpToolCall call = toolCall(message, caller, transport);
    call.isCancelled = running.isCancelled();
    const McpToolReply reply = co_await tool->run(std::move(call), running.token());
    if (reply.task.isEmpty())
        co_return mcpResult(reply);
    Result<QJsonObject> task = m_tasks.state(reply.task, transport.address);
    if (!task)
        co_return mcpResult(mcpFailure(task.error()));
    task->remove(u"result"_s); // told when it is asked for
    task->remove(u"inputRequests"_s);
    task->insert(u"status"_s, u"working"_s);
    task->insert(u"resultType"_s, u"task"_s);
    co_return *task;
}

QCoro::Task<RpcOutcome> McpServer::askTask(RpcMessage message, McpCaller caller,
                                           McpTransport transport)
{
    if (!caller.hasTasks)
        co_return withoutTasks();
    const QString id = message.params.value("taskId"_L1).toString();
    Result<> done;
    if (message.method == "tasks/get"_L1) {
        const Result<QJsonObject> task = m_tasks.state(id, transport.address);
        if (task)
            co_return *task;
        done = fail(task.error());
    } else if (message.method == "tasks/cancel"_L1) {
        done = m_tasks.cancel(id, transport.actor);
    } else {
        const QJsonObject responses = message.params.value("inputResponses"_L1).toObject();
        done = co_await m_tasks.update(id, responses, transport.actor);
    }
    if (done)
        co_return QJsonObject();
    const bool isMissing = done.error().code == Errc::NotFound;
    co_return refused(isMissing ? RpcError::kInvalidParams : RpcError::kInternal,
                      done.error().message);
}

McpToolCall McpServer::toolCall(const RpcMessage &message, const McpCaller &caller,
                                const McpTransport &transport)
{
    McpToolCall call{.arguments = message.params.value("arguments"_L1).toObject(),
                     .caller = caller,
                     .actor = transport.actor,
                     .address = transport.address,
                     .progress = progressOf(message, transport),
                     .inputResponses = message.params.value("inputResponses"_L1).toObject(),
                     .requestState = message.params.value("requestState"_L1).toString()};
    if (caller.era == Era::Legacy && caller.canElicit)
        call.elicit = [this, tell = transport.notify](QJsonObject params, std::stop_token stop) {
            return OpenQuestions::ask(m_questions, tell, std::move(params), m_clock,
                                      std::move(stop));
        };
    return call;
}

RpcOutcome McpServer::initialize(const QJsonObject &params) const
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
    QJsonObject offered = capabilities();
    offered.insert(u"extensions"_s,
                   QJsonObject{{u"io.modelcontextprotocol/tasks"_s, QJsonObject()}});
    return {{u"supportedVersions"_s, QJsonArray::fromStringList(mcpVersions())},
            {u"capabilities"_s, offered},
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
    return {{u"tools"_s, QJsonObject()}, {u"resources"_s, m_resources.capability()}};
}

QJsonArray McpServer::toolList() const
{
    QJsonArray list;
    for (const McpTool &tool : m_tools)
        list.append(tool.declaration);
    return list;
}

const McpTool *McpServer::find(const QString &name) const
{
    const auto found =
        std::ranges::find_if(m_tools, [&name](const McpTool &tool) { return tool.name() == name; });
    return found == m_tools.end() ? nullptr : &*found;
}

} // namespace pilothouse
