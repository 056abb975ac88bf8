#include "fixture_tasks.h"

#include "core/wait.h"
#include "fixture_tools.h"
#include "mcp/results.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPollInterval = 100; // milliseconds

Failure noSuchTask()
{
    return fail(Errc::NotFound, u"There is no such task."_s);
}

QJsonObject resulting(const McpToolReply &reply)
{
    return {{u"result"_s, mcpResult(reply)}};
}

QCoro::Task<McpToolReply> greet(McpToolCall call, std::stop_token)
{
    co_return mcpText(u"Hello, %1!"_s.arg(call.text(u"name"_s)));
}

QCoro::Task<McpToolReply> compute(FixtureTasks &tasks, McpToolCall call, std::stop_token stop)
{
    const std::chrono::seconds duration(call.arguments.value("seconds"_L1).toInt());
    const McpToolReply reply = mcpText(u"Computed."_s);
    if (call.caller.hasTasks)
        co_return tasks.begin({.duration = duration, .end = resulting(reply)});
    co_await sleepFor(systemClock(), duration, stop);
    co_return reply;
}

/// Asks for a name first, and takes it along into a task.
QCoro::Task<McpToolReply> askAndCompute(FixtureTasks &tasks, McpToolCall call, std::stop_token)
{
    const QJsonValue answer = call.inputResponses.value(u"user_name"_s);
    if (answer.isObject()) {
        const QString name = answer[u"content"_s][u"name"_s].toString();
        co_return tasks.begin({.duration = 200ms, .end = resulting(mcpText(name))});
    }
    McpToolReply reply;
    reply.input = McpInput{.key = u"user_name"_s,
                           .params = fixtureForm(u"What is your name?"_s, {u"name"_s}),
                           .state = u"named"_s};
    co_return reply;
}

QCoro::Task<McpToolReply> beginWork(FixtureTasks &tasks, FixtureTasks::Work work)
{
    co_return tasks.begin(work);
}

} // namespace

McpToolReply FixtureTasks::begin(Work work)
{
    work.begun = systemClock().now();
    McpToolReply reply;
    reply.task = u"task-%1"_s.arg(m_works.size() + 1);
    m_works.insert(reply.task, work);
    return reply;
}

Result<QJsonObject> FixtureTasks::state(const QString &id) const
{
    const auto found = m_works.constFind(id);
    if (found == m_works.constEnd())
        return noSuchTask();
    QJsonObject task{{u"taskId"_s, id},
                     {u"status"_s, u"working"_s},
                     {u"createdAt"_s, isoTime(found->begun)},
                     {u"lastUpdatedAt"_s, isoTime(found->begun)},
                     {u"ttlMs"_s, QJsonValue::Null},
                     {u"pollIntervalMs"_s, kPollInterval}};
    QJsonObject requests;
    for (const QString &key : found->questions)
        requests.insert(key, QJsonObject{{u"method"_s, u"elicitation/create"_s},
                                         {u"params"_s, fixtureForm(key, {u"answer"_s})}});
    if (found->isCancelled) {
        task.insert(u"status"_s, u"cancelled"_s);
    } else if (!requests.isEmpty()) {
        task.insert(u"status"_s, u"input_required"_s);
        task.insert(u"inputRequests"_s, requests);
    } else if (found->begun + found->duration <= systemClock().now()) {
        const bool isFailed = found->end.contains(u"error"_s);
        task.insert(u"status"_s, isFailed ? u"failed"_s : u"completed"_s);
        for (auto part = found->end.begin(); part != found->end.end(); ++part)
            task.insert(part.key(), part.value());
    }
    return task;
}

QCoro::Task<Result<>> FixtureTasks::update(QString id, QJsonObject responses)
{
    const auto found = m_works.find(id);
    if (found == m_works.end())
        co_return noSuchTask();
    for (const QString &key : responses.keys())
        found->questions.removeAll(key);
    co_return Result<>();
}

Result<> FixtureTasks::cancel(const QString &id)
{
    const auto now = state(id);
    if (!now)
        return fail(now.error());
    const QString status = now->value("status"_L1).toString();
    if (status == "working"_L1 || status == "input_required"_L1)
        m_works[id].isCancelled = true;
    return {};
}

McpTasks FixtureTasks::tasks()
{
    return {.state = [this](const QString &id, const QString &) { return state(id); },
            .update = [this](QString id, QJsonObject responses,
                             QString) { return update(std::move(id), std::move(responses)); },
            .cancel = [this](const QString &id, const QString &) { return cancel(id); }};
}

McpTools FixtureTasks::tools()
{
    const auto working = [this](const QString &name, const Work &work) {
        return fixtureTool(
            name, [this, work](McpToolCall, std::stop_token) { return beginWork(*this, work); },
            fixtureArguments({u"filename"_s}));
    };
    QJsonObject properties = fixtureArguments({u"label"_s}).value("properties"_L1).toObject();
    properties.insert(u"seconds"_s, QJsonObject{{u"type"_s, u"integer"_s}});
    const QJsonObject computing{{u"properties"_s, properties}};
    const auto running = [this, computing](const QString &name, const auto &run) {
        return fixtureTool(
            name,
            [this, run](McpToolCall call, std::stop_token stop) {
                return run(*this, std::move(call), std::move(stop));
            },
            computing);
    };
    const QJsonObject error{{u"code"_s, -32603}, {u"message"_s, u"The work could not go on."_s}};
    const QJsonObject done = resulting(mcpText(u"Done."_s));
    return {
        fixtureTool(u"greet"_s, greet, fixtureArguments({u"name"_s})),
        running(u"slow_compute"_s, compute),
        running(u"test_tool_with_task"_s, askAndCompute),
        working(u"failing_job"_s, {.duration = 1s, .end = resulting(mcpFailure(u"It failed."_s))}),
        working(u"protocol_error_job"_s, {.duration = 200ms, .end = {{u"error"_s, error}}}),
        working(u"confirm_delete"_s, {.end = done, .questions = {u"confirm"_s}}),
        working(u"multi_input"_s, {.end = done, .questions = {u"first"_s, u"second"_s}})};
}

} // namespace pilothouse
