// How AgentLoop yields to a person who takes the wheel.
#include "agent/agent_loop.h"

#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBetweenLooks = std::chrono::hours(1); // every wait ends
constexpr auto kTakenMeanwhile = "[A person took the wheel meanwhile: there is no picture.]"_L1;

} // namespace

void AgentLoop::pause()
{
    m_pauseAsked = true;
    if (m_waiting)
        m_waiting->wake();
}

QCoro::Task<Result<>> AgentLoop::waitForWheel(std::stop_token stop)
{
    if (!m_parts.wheel.isHeld() || m_end || stop.stop_requested())
        co_return Result<>();
    const auto begin = m_parts.clock.elapsed();
    const StatusChanged paused{SessionStatus::Paused, u"A person has the wheel."_s};
    if (auto stored = co_await append(paused); !stored)
        co_return stored;
    Waiter waiter;
    QObject::connect(&m_parts.wheel, &Wheel::turned, &waiter, &Waiter::wake);
    m_waiting = &waiter;
    while (m_parts.wheel.isHeld() && !m_pauseAsked && !stop.stop_requested())
        co_await waiter.wait(stop, kBetweenLooks);
    m_waiting = nullptr;
    m_waited += m_parts.clock.elapsed() - begin;
    if (m_parts.wheel.isHeld()) { // the run ends, and says how
        if (m_pauseAsked)
            end(RunOutcome::Paused, u"Paused by a person."_s);
        co_return Result<>();
    }
    const StatusChanged running{SessionStatus::Running, {}};
    auto stored = co_await append(running);
    co_return stored;
}

bool AgentLoop::wheelWasTaken() const
{
    return m_parts.wheel.isHeld() || m_parts.wheel.untold();
}

// A command of the shell goes on: it is no hand on the person's mouse.
QCoro::Task<ToolOutcome> AgentLoop::runUnlessTaken(ToolCall call, std::stop_token stop)
{
    std::stop_source ending;
    const std::stop_callback forward(stop, [&ending] { ending.request_stop(); });
    const bool onScreen = call.tool == "computer"_L1;
    const auto look = [this, &ending, onScreen] {
        if (onScreen && m_parts.wheel.isHeld())
            ending.request_stop();
    };
    const QObject untilDone;
    QObject::connect(&m_parts.wheel, &Wheel::turned, &untilDone, look);
    look();
    ToolOutcome outcome = co_await m_parts.bench.tools().run(call, ending.get_token());
    const bool wasEnded = ending.stop_requested() && !stop.stop_requested();
    if (wheelWasTaken() && (outcome.picture || wasEnded)) {
        outcome.picture.reset();
        outcome.text = withNote(outcome.text, kTakenMeanwhile);
    }
    co_return outcome;
}

QCoro::Task<Result<std::optional<ToolResult>>> AgentLoop::answerInstead(ToolCall call,
                                                                        std::stop_token stop)
{
    using Answer = std::optional<ToolResult>;
    if (auto free = co_await waitForWheel(stop); !free)
        co_return fail(free.error());
    if (m_end || stop.stop_requested())
        co_return Answer(stopped(call));
    if (const auto held = m_parts.wheel.tell())
        m_batch.toldOfWheel = toldOfWheel(*held) + u" Nothing of this call was done. "
                                                   "Look at the screen before you go on."_s;
    if (m_batch.toldOfWheel.isEmpty())
        co_return Answer();
    const Result<ToolResult> told = co_await tellOfWheel(call, stop);
    if (!told)
        co_return fail(told.error());
    co_return Answer(*told);
}

QCoro::Task<Result<ToolResult>> AgentLoop::tellOfWheel(ToolCall call, std::stop_token stop)
{
    if (m_batch.hasLooked || call.tool != "computer"_L1)
        co_return refusal(call, m_batch.toldOfWheel);
    ToolCall look = call;
    look.name = look.action = u"screenshot"_s;
    look.input = {};
    look.look = true;
    look.malformed.clear();
    ToolOutcome outcome = co_await m_parts.bench.tools().run(look, stop);
    if (!outcome.picture || m_parts.wheel.isHeld())
        co_return refusal(call, m_batch.toldOfWheel);
    m_batch.hasLooked = true;
    outcome.text = m_batch.toldOfWheel; // no error: the model API takes no picture in one
    Result<ToolResult> result =
        co_await toResult(call, std::move(outcome), std::chrono::milliseconds(0));
    co_return result;
}

} // namespace pilothouse
