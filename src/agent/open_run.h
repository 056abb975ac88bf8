#pragma once

#include "agent/budget.h"
#include "core/clock.h"
#include "model/messages.h"
#include "store/journal.h"
#include "store/session_store.h"

#include <stop_token>

namespace pilothouse {

/// A run that is going on: what it stores, what it has used, and how it ends. AgentLoop and those
/// who work for it share it. Main thread.
class OpenRun
{
    Q_DISABLE_COPY_MOVE(OpenRun)
public:
    /// `pause`: a person wants it to end before its next step.
    OpenRun(Journal &journal, const Clock &clock, SessionRecord session, std::stop_token pause);

    const RunId &id() const { return m_id; }
    const SessionRecord &session() const { return m_session; }

    /// Stores what has happened, all or nothing, before anybody is told of it. An error or false:
    /// it could not be stored, and the run ends as an error.
    QCoro::Task<Result<>> store(QList<EventBody> bodies);
    QCoro::Task<bool> record(EventBody body);
    QCoro::Task<bool> record(QList<EventBody> bodies);

    /// The first reason to end counts.
    void end(RunOutcome outcome, const QString &message);
    /// As used up: a limit is reached.
    void endBy(const ReachedLimit &limit);
    /// Other limits from now on.
    void setBudget(const BudgetConfig &budget) { m_session.options.budget = budget; }
    /// As an error, unless the run was only stopped.
    void endBy(const Error &error);
    /// The desktop is gone: no other reason counts.
    void desktopDied(const Error &reason);
    /// To be asked before each step: a person wants a pause, or a budget is used up.
    void endIfDue();
    /// Until its time is up; nothing: that is not limited.
    std::optional<std::chrono::milliseconds> timeLeft() const;
    /// Why a limit can never be reached: the server counts nothing. Empty: it counts, or nothing
    /// that it should count is limited.
    QString whyUncounted(const ModelReply &reply) const;
    bool hasEnded() const { return m_end.has_value(); }
    /// How it ended: interrupted, if nothing else has ended it.
    RunEnded ending() const;

    const std::stop_token &pauseAsked() const { return m_pause; }
    /// As paused, if that is asked for.
    void endIfPauseIsAsked();

    void count(const ModelReply &reply);
    /// Time in which a person had the wheel is not the run's.
    void addWait(std::chrono::milliseconds waited) { m_waited += waited; }

    /// The answer to a call of which nothing was done.
    ToolResult refusal(const ToolCall &call, const QString &text) const;

private:
    Journal &m_journal;
    const Clock &m_clock;
    SessionRecord m_session;
    std::stop_token m_pause;
    RunId m_id;
    std::chrono::milliseconds m_started;
    std::chrono::milliseconds m_waited{0};
    int m_steps = 0;
    Usage m_usage;
    double m_costUsd = 0;
    std::optional<RunEnded> m_end;
};

} // namespace pilothouse
