#include "agent/open_run.h"

#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

OpenRun::OpenRun(Journal &journal, const Clock &clock, SessionRecord session, std::stop_token pause)
    : m_journal(journal), m_clock(clock), m_session(std::move(session)),
      m_pause(std::move(pause)), m_id{randomUuid()}, m_started(clock.elapsed())
{
}

QCoro::Task<bool> OpenRun::record(EventBody body)
{
    QList<EventBody> bodies;
    bodies.append(std::move(body));
    return record(std::move(bodies));
}

QCoro::Task<bool> OpenRun::record(QList<EventBody> bodies)
{
    const Result<> stored = co_await store(std::move(bodies));
    co_return stored.has_value();
}

QCoro::Task<Result<>> OpenRun::store(QList<EventBody> bodies)
{
    const auto stored = co_await m_journal.append(m_session.id, std::move(bodies));
    if (stored)
        co_return Result<>();
    qCWarning(logAgent) << "what a run did could not be stored:" << stored.error().message;
    end(RunOutcome::Error, stored.error().message);
    co_return fail(stored.error());
}

void OpenRun::end(RunOutcome outcome, const QString &message)
{
    if (!m_end)
        m_end = RunEnded{.run = m_id, .outcome = outcome, .message = message};
}

void OpenRun::endBy(const ReachedLimit &limit)
{
    if (!m_end)
        m_end = RunEnded{.run = m_id,
                         .outcome = RunOutcome::Budget,
                         .message = limit.message,
                         .budget = limit.name};
}

void OpenRun::endBy(const Error &error)
{
    if (error.code != Errc::Stopped)
        end(RunOutcome::Error, error.message);
}

void OpenRun::desktopDied(const Error &reason)
{
    m_end.reset();
    end(RunOutcome::Error, reason.message);
}

void OpenRun::endIfPauseIsAsked()
{
    if (m_pause.stop_requested())
        end(RunOutcome::Paused, u"Paused by a person."_s);
}

void OpenRun::endIfDue()
{
    endIfPauseIsAsked();
    const Spending spending{.steps = m_steps,
                            .time = m_clock.elapsed() - m_started - m_waited,
                            .tokens = m_session.usage.total() + m_usage.total(),
                            .costUsd = m_session.costUsd + m_costUsd};
    if (const auto limit = exceededBudget(m_session.options.budget, spending))
        endBy(*limit);
}

std::optional<std::chrono::milliseconds> OpenRun::timeLeft() const
{
    const std::chrono::milliseconds most = m_session.options.budget.maxTime;
    if (most.count() <= 0)
        return std::nullopt;
    return most - (m_clock.elapsed() - m_started - m_waited);
}

QString OpenRun::whyUncounted(const ModelReply &reply) const
{
    const BudgetConfig &limits = m_session.options.budget;
    const bool counts = limits.maxTokensTotal > 0 || limits.maxCostUsd > 0;
    if (!counts || reply.usage.total() > 0)
        return {};
    return u"The model server does not say how many tokens it uses, so neither tokens nor cost "
           "can be limited: limit the steps or the time instead."_s;
}

RunEnded OpenRun::ending() const
{
    RunEnded ended = m_end.value_or(RunEnded{
        .run = m_id, .outcome = RunOutcome::Interrupted, .message = u"The run was interrupted."_s});
    ended.steps = m_steps;
    ended.usage = m_usage;
    ended.costUsd = m_costUsd;
    ended.durationMs = (m_clock.elapsed() - m_started).count();
    return ended;
}

void OpenRun::count(const ModelReply &reply)
{
    ++m_steps;
    m_usage += reply.usage;
    m_costUsd += reply.costUsd;
}

ToolResult OpenRun::refusal(const ToolCall &call, const QString &text) const
{
    return {
        .run = m_id, .toolUseId = call.id, .toolset = call.toolset, .text = text, .isError = true};
}

} // namespace pilothouse
