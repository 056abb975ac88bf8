#pragma once

#include "agent/open_run.h"

namespace pilothouse {

/// What a run does between its beginning and its end. Implementations: AgentLoop, where our model
/// decides; OutsideLoop, where somebody outside does. Main thread; used once; outlives its task.
class RunLoop
{
    Q_DISABLE_COPY_MOVE(RunLoop)
public:
    virtual ~RunLoop() = default;

    /// Runs to the end and returns how it ended, which is also the last event it stored. Every call
    /// has its result in the journal then, also after a stop.
    virtual QCoro::Task<RunEnded> run(std::stop_token stop) = 0;

    virtual void setBudget(const BudgetConfig &budget) = 0;
    /// Ends the run as an error instead of as interrupted. The caller stops it as well.
    virtual void desktopDied(const Error &reason) = 0;

protected:
    RunLoop() = default;
};

} // namespace pilothouse
