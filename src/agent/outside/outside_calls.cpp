#include "agent/outside/outside_calls.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kOneHour = std::chrono::hours(1); // every wait ends

} // namespace

QCoro::Task<Result<ToolResult>> OutsideCalls::ask(std::shared_ptr<OutsideCalls> calls,
                                                  ToolCall call, std::stop_token stop)
{
    if (calls->m_closed)
        co_return fail(Errc::Conflict, *calls->m_closed);
    if (calls->m_queue.size() >= kMostWaiting)
        co_return fail(Errc::Conflict, u"Too many calls wait here. Make them one by one."_s);
    const auto waiting = std::make_shared<Waiting>(std::move(call), stop, calls->m_clock);
    calls->m_queue.push_back(waiting);
    emit calls->arrived();
    while (!waiting->answer) {
        const Woken woken = co_await waiting->answered.wait(stop, kOneHour);
        if (woken != Woken::Stopped || waiting->answer)
            continue;
        if (std::erase(calls->m_queue, waiting) > 0)
            co_return fail(Errc::Stopped, u"Given up before it began."_s);
        stop = std::stop_token(); // the run ends it
    }
    co_return *waiting->answer;
}

std::shared_ptr<OutsideCalls::Waiting> OutsideCalls::take()
{
    if (m_queue.empty())
        return nullptr;
    const auto next = std::move(m_queue.front());
    m_queue.pop_front();
    return next;
}

void OutsideCalls::answer(Waiting &waiting, Result<ToolResult> result)
{
    waiting.answer = std::move(result);
    waiting.answered.wake();
}

void OutsideCalls::close(const QString &why)
{
    m_closed = why;
    while (const auto waiting = take())
        answer(*waiting, fail(Errc::Conflict, why));
}

} // namespace pilothouse

#include "moc_outside_calls.cpp"
