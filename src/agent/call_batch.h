#pragma once

#include "agent/loop_detector.h"
#include "agent/run_parts.h"
#include "agent/wheel_watch.h"

namespace pilothouse {

/// The calls of one reply, answered one after the other. Main thread; used once; outlives its task.
class CallBatch
{
    Q_DISABLE_COPY_MOVE(CallBatch)
public:
    CallBatch(const RunParts &parts, OpenRun &run, WheelWatch &wheel, LoopDetector &loopDetector)
        : m_parts(parts), m_run(run), m_wheel(wheel), m_loopDetector(loopDetector)
    {
    }

    /// Each call gets its result, also after a stop or a failed action. Returns those that are
    /// stored; fewer than calls: the run has ended.
    QCoro::Task<QList<ToolResult>> answer(QList<ToolCall> calls, std::stop_token stop);

private:
    QCoro::Task<ToolResult> answerTo(ToolCall call, std::stop_token stop);
    /// Which the last call of a unit has in any case, as only that can be told of it; unless a
    /// person has the wheel or the run is over.
    QCoro::Task<ToolResult> withPicture(ToolCall call, ToolResult result, std::stop_token stop);
    QCoro::Task<ToolOutcome> lookNow(ToolCall call, std::stop_token stop);
    /// Waits while a person has the wheel. False: the run is over, or the screen is not as the
    /// model last saw it.
    QCoro::Task<bool> isFree(std::stop_token stop);
    /// The answer to a call that may not act: nothing of it was done.
    QCoro::Task<ToolResult> excuse(ToolCall call, std::stop_token stop);
    /// Says that a person had the wheel; the first time with a picture.
    QCoro::Task<ToolResult> tellOfWheel(ToolCall call, std::stop_token stop);
    QCoro::Task<ToolResult> carryOut(ToolCall call, std::stop_token stop);

    /// What becomes of a call that perhaps needed a person's word.
    struct Verdict
    {
        ToolCall call;     ///< perhaps edited
        QString told = {}; ///< to the model, besides the result or instead of one
        bool isGranted = true;
    };
    QCoro::Task<Verdict> permit(ToolCall call, std::stop_token stop);

    QList<EventBody> answerFor(const ToolCall &call, const ApprovalDecided &decision) const;
    QCoro::Task<ToolResult> toResult(ToolCall call, ToolOutcome outcome,
                                     std::chrono::milliseconds duration);
    QStringList takeNotices();
    bool isOver(const std::stop_token &stop) const;
    ToolResult stopped(const ToolCall &call) const;

    const RunParts &m_parts;
    OpenRun &m_run;
    WheelWatch &m_wheel;
    LoopDetector &m_loopDetector;
    QString m_toldOfSafety;   // what is said instead of acting
    QString m_toldOfWheel;    // the same
    bool m_hasLooked = false; // after that
    bool m_isHalted = false;  // a computer action failed
};

} // namespace pilothouse
