#pragma once

#include "core/acceptance.h"
#include "agent/agent_loop.h"
#include "agent/outside/outside_calls.h"

namespace pilothouse {

/// One run of a session, from the message that begins it to its last event, whatever happens in
/// between. Main thread; used once; outlives its task.
class SessionRun
{
    Q_DISABLE_COPY_MOVE(SessionRun)
public:
    /// `opening`: what is stored first; `acceptance`, if it is one, is told of it. `options`:
    /// without `pause`. `outside`: whose calls it carries out; null: our agent works.
    SessionRun(RunParts parts, SessionRecord session, QList<EventBody> opening,
               AgentLoop::Options options, std::shared_ptr<Acceptance> acceptance,
               std::shared_ptr<OutsideCalls> outside = {});

    /// Stores the opening, opens the desktop and lets the agent work. Returns how it ended.
    QCoro::Task<RunEnded> run();

    void interrupt() { m_stop.request_stop(); }
    /// Before its next step.
    void pause() { m_pause.request_stop(); }
    void setBudget(const BudgetConfig &budget);
    /// Ends it as an error that says so.
    void desktopDied(const Error &reason);

    /// Null: our agent works.
    const std::shared_ptr<OutsideCalls> &outside() const { return m_outside; }

    /// The opening is stored, or why it is not.
    void setOpened(const Result<> &stored);
    const QList<EventBody> &opening() const { return m_opening; }
    /// The opening is stored and told. What it tells of, perhaps the end of a run that was lost, is
    /// not this run's own.
    bool isOpened() const { return m_isOpened; }

private:
    QCoro::Task<RunEnded> work();
    QCoro::Task<RunEnded> endBroken();
    std::unique_ptr<RunLoop> makeLoop();

    RunParts m_parts;
    SessionRecord m_session;
    QList<EventBody> m_opening;
    AgentLoop::Options m_options;
    std::shared_ptr<Acceptance> m_acceptance;
    std::stop_source m_stop;
    std::stop_source m_pause;
    std::shared_ptr<OutsideCalls> m_outside;
    std::unique_ptr<RunLoop> m_loop; // once the desktop is there
    bool m_isOpened = false;
};

} // namespace pilothouse
