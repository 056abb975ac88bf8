// The parts of AgentLoop that wait for nothing.
#include "agent/agent_loop.h"

#include "agent/budget.h"
#include "agent/context.h"
#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<>> AgentLoop::append(EventBody body, std::optional<SessionStatus> status)
{
    QList<EventBody> bodies;
    bodies.append(std::move(body));
    if (status)
        bodies.append(StatusChanged{.status = *status});
    const auto stored = co_await m_parts.journal.append(m_session.id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    co_return Result<>();
}

ModelRequest AgentLoop::request()
{
    const EventSeq last = m_events.isEmpty() ? 0 : m_events.last().seq;
    if (auto more = m_parts.journal.events(m_session.id, last)) {
        for (Event &event : *more)
            noteGonePictures(event);
        m_events += *more;
    }
    const SessionOptions &options = m_session.options;
    return {.model = options.model,
            .dialect = dialectFrom(options.dialect).value_or(ToolDialect::Custom),
            .systemPrompt = options.systemPrompt,
            .pictureSize = options.pictureSize,
            .tools = options.tools,
            .turns = buildTurns(m_events, [this](const ImageRef &i) { return picture(i); }),
            .thinking = options.thinking,
            .effort = options.effort,
            .maxOutputTokens = m_maxOutputTokens,
            .apiKey = m_apiKey};
}

void AgentLoop::count(const ModelReply &reply)
{
    ++m_steps;
    m_usage += reply.usage;
    m_costUsd += reply.costUsd;
}

TurnEnded AgentLoop::turnEnded(const ModelReply &reply) const
{
    return {.run = m_run,
            .model = reply.model,
            .messageId = reply.id,
            .requestId = reply.requestId,
            .stopReason = reply.stopReason,
            .usage = reply.usage,
            .costUsd = reply.costUsd,
            .durationMs = reply.duration.count()};
}

Result<Picture> AgentLoop::picture(const ImageRef &image)
{
    QHash<BlobHash, Picture> &pictures = m_parts.pictures.known;
    if (const auto known = pictures.constFind(image.blob); known != pictures.constEnd())
        return *known;
    auto bytes = m_parts.blobs.read(image.blob);
    if (!bytes)
        return fail(bytes.error());
    return *pictures.insert(image.blob, Picture{*std::move(bytes), image.mediaType, image.size});
}

std::optional<QString> AgentLoop::exceeded() const
{
    const Spending spending{.steps = m_steps,
                            .time = m_parts.clock.elapsed() - m_started - m_waited,
                            .tokens = m_session.usage.total() + m_usage.total(),
                            .costUsd = m_session.costUsd + m_costUsd};
    return exceededBudget(m_session.options.budget, spending);
}

ToolResult AgentLoop::refusal(const ToolCall &call, const QString &text) const
{
    return {
        .run = m_run, .toolUseId = call.id, .toolset = call.toolset, .text = text, .isError = true};
}

ToolResult AgentLoop::stopped(const ToolCall &call) const
{
    return refusal(call, u"Not executed: the run was stopped."_s);
}

void AgentLoop::end(RunOutcome outcome, const QString &message)
{
    if (m_end) // the first reason counts
        return;
    m_end = RunEnded{.run = m_run, .outcome = outcome, .message = message};
}

RunEnded AgentLoop::summary(bool stopped) const
{
    RunEnded ended = m_end.value_or(RunEnded{.run = m_run, .outcome = RunOutcome::Interrupted});
    if (m_fatal) {
        ended.outcome = RunOutcome::Error;
        ended.message = m_fatal->message;
    } else if (stopped && !m_end) {
        ended.message = u"The run was interrupted."_s;
    }
    ended.steps = m_steps;
    ended.usage = m_usage;
    ended.costUsd = m_costUsd;
    ended.durationMs = (m_parts.clock.elapsed() - m_started).count();
    return ended;
}

} // namespace pilothouse
