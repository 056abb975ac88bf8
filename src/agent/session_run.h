#pragma once

#include "core/acceptance.h"
#include "agent/agent_loop.h"

namespace pilothouse {

/// One run of a session, from the message that begins it to its last event, whatever happens in
/// between. Main thread; used once; outlives its task.
class SessionRun
{
    Q_DISABLE_COPY_MOVE(SessionRun)
public:
    /// `opening`: what is stored first; `acceptance`, if it is one, is told of it. `options`:
    /// without `pause`.
    SessionRun(RunParts parts, SessionRecord session, QList<EventBody> opening,
               AgentLoop::Options options, std::shared_ptr<Acceptance> acceptance);

    /// Stores the opening, opens the desktop and lets the agent work. Returns how it ended.
    QCoro::Task<RunEnded> run();

    void interrupt() { m_stop.request_stop(); }
    /// Before its next step.
    void pause() { m_pause.request_stop(); }
    void setBudget(const BudgetConfig &budget);
    /// Ends it as an error that says so.
    void desktopDied(const Error &reason);

    /// The opening is stored, or why it is not.
    void setOpened(const Result<> &stored);
    const QList<EventBody> &opening() const { return m_opening; }
    /// The opening is stored and told. What it tells of, perhaps the end of a run that was lost, is
    /// not this run's own.
    bool isOpened() const { return m_isOpened; }

private:
    QCoro::Task<RunEnded> work();
    QCoro::Task<RunEnded> endBroken();

    RunParts m_parts;
    SessionRecord m_session;
    QList<EventBody> m_opening;
    AgentLoop::Options m_options;
    std::shared_ptr<Acceptance> m_acceptance;
    std::stop_source m_stop;
    std::stop_source m_pause;
    std::unique_ptr<AgentLoop> m_loop; // once the desktop is there
    bool m_isOpened = false;
};

} // namespace pilothouse
