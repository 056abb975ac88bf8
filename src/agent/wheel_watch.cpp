#include "agent/wheel_watch.h"

#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBetweenLooks = std::chrono::hours(1); // every wait ends
constexpr auto kTakenMeanwhile = "[A person took the wheel meanwhile: there is no picture.]"_L1;

} // namespace

bool givesPicture(const ToolCall &call)
{
    return call.tool == "computer"_L1 || call.tool == "act_on"_L1 ||
           (call.tool == "windows"_L1 && call.action != "list"_L1);
}

bool usesScreen(const ToolCall &call)
{
    return givesPicture(call) || (call.tool == "clipboard"_L1 && call.action == "write"_L1);
}

bool readsScreen(const ToolCall &call)
{
    static const QStringList readers{u"elements"_s, u"read_page"_s};
    const bool isFile = call.action == "file"_L1; // the home is no screen
    return readers.contains(call.tool) || (call.tool == "wait_for"_L1 && !isFile) ||
           (call.tool == "windows"_L1 && call.action == "list"_L1) ||
           (call.tool == "clipboard"_L1 && call.action == "read"_L1);
}

QCoro::Task<> WheelWatch::wait(std::stop_token stop)
{
    while ((m_wheel.isHeld() || !m_wheel.isSettled()) && !m_run.hasEnded() &&
           !stop.stop_requested()) {
        co_await waitForPerson(stop);
        co_await waitForRest(stop);
    }
}

QCoro::Task<> WheelWatch::waitForRest(std::stop_token stop)
{
    Waiter waiter(m_clock);
    QObject::connect(&m_wheel, &Wheel::settled, &waiter, &Waiter::wake);
    while (!m_wheel.isSettled() && !m_run.hasEnded() && !stop.stop_requested())
        co_await waiter.wait(stop, kBetweenLooks);
}

QCoro::Task<> WheelWatch::waitForPerson(std::stop_token stop)
{
    if (!m_wheel.isHeld() || m_run.hasEnded() || stop.stop_requested())
        co_return;
    const auto begin = m_clock.elapsed();
    const StatusChanged paused{SessionStatus::Paused, u"A person has the wheel."_s};
    co_await m_run.record(paused);
    Waiter waiter(m_clock);
    QObject::connect(&m_wheel, &Wheel::turned, &waiter, &Waiter::wake);
    const std::stop_token pause = m_run.pauseAsked();
    const std::stop_callback wakeToPause(pause, [&waiter] { waiter.wake(); });
    while (m_wheel.isHeld() && !m_run.hasEnded() && !pause.stop_requested() &&
           !stop.stop_requested())
        co_await waiter.wait(stop, kBetweenLooks);
    m_run.addWait(m_clock.elapsed() - begin);
    if (m_wheel.isHeld()) { // the run ends, and says how
        m_run.endIfPauseIsAsked();
        co_return;
    }
    const StatusChanged running{SessionStatus::Running, {}};
    co_await m_run.record(running);
}

QCoro::Task<ToolOutcome> WheelWatch::carryOut(ToolBox &tools, ToolCall call, std::stop_token stop)
{
    std::stop_source ending;
    const std::stop_callback forward(stop, [&ending] { ending.request_stop(); });
    const bool isRead = readsScreen(call);
    const bool endsThen = isRead || usesScreen(call);
    const auto look = [this, &ending, endsThen] {
        if (endsThen && m_wheel.isHeld())
            ending.request_stop();
    };
    const QObject untilDone;
    QObject::connect(&m_wheel, &Wheel::turned, &untilDone, look);
    look();
    ToolOutcome outcome = co_await tools.run(call, ending.get_token());
    const bool wasEnded = ending.stop_requested() && !stop.stop_requested();
    if (wasTaken() && (outcome.picture || wasEnded || isRead)) {
        outcome.picture.reset();
        outcome.text = withNote(isRead ? QString() : outcome.text, kTakenMeanwhile);
    }
    co_return outcome;
}

QString WheelWatch::report()
{
    const auto held = m_wheel.unreported();
    m_wheel.setReported();
    return held ? toldOfWheel(*held) : QString();
}

} // namespace pilothouse
