#pragma once

#include "core/clock.h"

#include <QCoroTask>

#include <coroutine>
#include <functional>
#include <memory>
#include <stop_token>

namespace pilothouse {

/// The tasks that an owner starts and does not await. It asks them to stop when it goes; whoever
/// must not go before they have ended waits for allEnded() first. What a task throws ends that task
/// alone, and is logged. Main thread.
///
///     m_tasks.launch([this](std::stop_token stop) { return tidyUp(stop); });
class TaskScope
{
    Q_DISABLE_COPY_MOVE(TaskScope)
public:
    using Work = std::function<QCoro::Task<>(std::stop_token stop)>;

    TaskScope();
    /// Asks the tasks to stop. They may go on after that, so far as their waits and what they use
    /// allow: they must hold nothing of the owner then.
    ~TaskScope();

    /// Begins `work` at once and keeps it, with what it has captured, until its task has ended.
    void launch(Work work);
    /// Asks all to stop, also those launched later.
    void stop();
    bool isEmpty() const;
    /// Returns when none is running; to be awaited by one coroutine.
    QCoro::Task<> allEnded(const Clock &clock);

private:
    struct State;
    static QCoro::Task<> run(std::shared_ptr<State> state, Work work);
    std::shared_ptr<State> m_state; ///< also of the tasks
};

} // namespace pilothouse
