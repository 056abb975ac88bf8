#include "core/task_scope.h"

#include "core/log.h"
#include "core/wait.h"

namespace pilothouse {

struct TaskScope::State
{
    std::stop_source stop;
    int running = 0;
    Waiter *waiter = nullptr; ///< in the frame of allEnded()
};

TaskScope::TaskScope() : m_state(std::make_shared<State>()) {}

TaskScope::~TaskScope()
{
    stop();
}

void TaskScope::launch(Work work)
{
    run(m_state, std::move(work));
}

QCoro::Task<> TaskScope::run(std::shared_ptr<State> state, Work work)
{
    ++state->running;
    try {
        co_await work(state->stop.get_token());
    } catch (const std::exception &exception) {
        qCCritical(logApp) << "a task ended by an exception:" << exception.what();
    }
    if (--state->running == 0 && state->waiter)
        state->waiter->wake();
}

void TaskScope::stop()
{
    m_state->stop.request_stop();
}

bool TaskScope::isEmpty() const
{
    return m_state->running == 0;
}

QCoro::Task<> TaskScope::allEnded(const Clock &clock)
{
    const std::shared_ptr<State> state = m_state;
    Waiter waiter(clock);
    state->waiter = &waiter;
    constexpr auto kBetweenLooks = std::chrono::hours(1); // every wait ends
    while (state->running > 0)
        co_await waiter.wait(std::stop_token(), kBetweenLooks);
    state->waiter = nullptr;
}

} // namespace pilothouse
