#pragma once

#include "agent/call_batch.h"
#include "agent/outside/outside_calls.h"
#include "agent/run_loop.h"

namespace pilothouse {

/// A run in which somebody outside says what is done next: their calls are stored, permitted,
/// carried out and limited as those of our model are. It ends when nobody has called for a while.
class OutsideLoop final : public RunLoop
{
    Q_DISABLE_COPY_MOVE(OutsideLoop)
public:
    static constexpr std::chrono::minutes kPatience{10}; ///< without a call

    /// `pause`: ends it before its next call, as paused.
    OutsideLoop(RunParts parts, SessionRecord session, std::shared_ptr<OutsideCalls> calls,
                std::stop_token pause);

    QCoro::Task<RunEnded> run(std::stop_token stop) override;
    void setBudget(const BudgetConfig &budget) override { m_run.setBudget(budget); }
    void desktopDied(const Error &reason) override { m_run.desktopDied(reason); }

private:
    /// Null: the run must end, and knows why.
    QCoro::Task<std::shared_ptr<OutsideCalls::Waiting>> next(std::stop_token stop);
    QCoro::Task<Result<ToolResult>> carryOut(ToolCall call, std::stop_token stop);
    QCoro::Task<bool> store(ReplyBlock block);

    RunParts m_parts;
    OpenRun m_run;
    std::shared_ptr<OutsideCalls> m_calls;
    std::stop_token m_pause;
    LoopDetector m_loopDetector;
    WheelWatch m_wheel;
};

/// What a session is told when somebody outside begins to operate it: `purpose` is theirs.
UserMessage outsideBegins(const QString &who, const QString &purpose);

} // namespace pilothouse
