#include "support/scripted_model.h"

#include "core/json.h"
#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QJsonObject neededInput(const QString &action)
{
    if (action == "run"_L1)
        return {{u"command"_s, u"true"_s}};
    if (action == "type"_L1 || action == "key"_L1)
        return {{u"text"_s, u"x"_s}};
    if (action == "wait"_L1)
        return {{u"duration"_s, 1}};
    return {};
}

QByteArray rawToolUse(const ToolCall &call)
{
    QJsonObject input = call.input;
    if (call.tool == "edit"_L1)
        input.insert(u"command"_s, call.action);
    QJsonObject block{{u"type"_s, u"tool_use"_s},
                      {u"id"_s, call.id},
                      {u"name"_s, call.name},
                      {u"input"_s, input}};
    if (!call.toolset.isEmpty())
        block.insert(u"toolset_name"_s, call.toolset);
    return compactJson(block);
}

namespace {

ModelReply toReply(const ScriptedReply &script, qsizetype number)
{
    ModelReply reply;
    reply.id = u"msg_%1"_s.arg(number);
    reply.model = u"scripted"_s;
    reply.usage = script.usage;
    reply.costUsd = script.costUsd;
    reply.problem = script.problem;
    reply.outputLimit = script.outputLimit;
    reply.largestOutput = script.largestOutput;
    reply.stopReason = script.stopReason;
    if (reply.stopReason == kNoStopReason)
        reply.stopReason.clear();
    else if (reply.stopReason.isEmpty())
        reply.stopReason = script.toolCalls.isEmpty() ? u"end_turn"_s : u"tool_use"_s;
    if (!script.thinking.isEmpty())
        reply.blocks.append({.raw = R"({"type":"thinking","thinking":)" +
                                    jsonString(script.thinking) + R"(,"signature":"signed"})",
                             .type = u"thinking"_s});
    if (!script.text.isEmpty())
        reply.blocks.append({.raw = "{\"type\":\"text\",\"text\":" + jsonString(script.text) + '}',
                             .type = u"text"_s,
                             .text = script.text});
    for (const ToolCall &call : script.toolCalls)
        reply.blocks.append({.raw = rawToolUse(call), .type = u"tool_use"_s, .call = call});
    return reply;
}

} // namespace

QCoro::Task<Result<ModelReply>> ScriptedModel::complete(ModelRequest request, ProgressSink progress,
                                                        std::stop_token stop)
{
    m_requests.append(std::move(request));
    const qsizetype number = m_requests.size();
    ScriptedReply script;
    script.text = u"Done."_s;
    if (number <= m_replies.size())
        script = m_replies.at(number - 1);
    Waiter waiter(systemClock()); // like a real one it never answers at once, and notices a stop
    if (!script.hang)
        QMetaObject::invokeMethod(&waiter, &Waiter::wake, Qt::QueuedConnection);
    const Woken woken = co_await waiter.wait(stop, 1h);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (script.error)
        co_return fail(*script.error);
    if (script.progress)
        co_await script.progress(progress, stop);
    else if (progress && !script.text.isEmpty())
        progress(TextDelta{script.text});
    if (stop.stop_requested())
        co_return fail(Errc::Stopped, u"Stopped."_s);
    co_return toReply(script, number);
}

} // namespace pilothouse
