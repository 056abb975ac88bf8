#pragma once

#include "agent/open_run.h"
#include "agent/wheel.h"
#include "tools/tool_box.h"

namespace pilothouse {

/// Whether it shows the screen afterwards, if it is the last one that does.
bool givesPicture(const ToolCall &call);
/// Whether a person at the wheel would feel the call. A command of the shell is no hand on the
/// mouse.
bool usesScreen(const ToolCall &call);
/// Whether it tells what the screen shows, which is the person's alone while they have the wheel.
bool readsScreen(const ToolCall &call);

/// Keeps a run's hands off the desktop while a person has the wheel, and says so afterwards. Main
/// thread.
class WheelWatch
{
public:
    WheelWatch(OpenRun &run, Wheel &wheel, const Clock &clock)
        : m_run(run), m_wheel(wheel), m_clock(clock)
    {
    }

    /// Returns when the agent has the wheel and what a person did has reached the desktop, or when
    /// the run must end. A run that is to pause does not wait for a person: it ends.
    QCoro::Task<> wait(std::stop_token stop);

    /// Carries out a call; what it does or reads on the screen ends at once when a person takes the
    /// wheel, and leaves no picture.
    QCoro::Task<ToolOutcome> carryOut(ToolBox &tools, ToolCall call, std::stop_token stop);

    /// A person has it, or had it since the model was last told.
    bool wasTaken() const { return m_wheel.isHeld() || m_wheel.unreported(); }
    bool isHeld() const { return m_wheel.isHeld(); }
    /// What the model must be told of it, once; empty: it knows all.
    QString report();

private:
    QCoro::Task<> waitForPerson(std::stop_token stop);
    QCoro::Task<> waitForRest(std::stop_token stop);

    OpenRun &m_run;
    Wheel &m_wheel;
    const Clock &m_clock;
};

} // namespace pilothouse
