#include "agent/session_stage.h"

#include <algorithm>
#include <array>

namespace pilothouse {

namespace {

struct Transition
{
    Stage from;
    Step step;
    Stage to;
};

constexpr std::array kTransitions{
    Transition{Stage::Idle, Step::Begin, Stage::Starting},
    Transition{Stage::Idle, Step::TakeWheel, Stage::Idle},
    Transition{Stage::Idle, Step::Close, Stage::Closed},

    Transition{Stage::Starting, Step::Pause, Stage::Starting},
    Transition{Stage::Starting, Step::TakeWheel, Stage::Starting},
    Transition{Stage::Starting, Step::Started, Stage::Running},
    Transition{Stage::Starting, Step::Ended, Stage::Leaving}, // there is no desktop for it
    Transition{Stage::Starting, Step::Left, Stage::Idle},     // nothing could be stored
    Transition{Stage::Starting, Step::Close, Stage::Closing},

    Transition{Stage::Running, Step::Pause, Stage::Running},
    Transition{Stage::Running, Step::TakeWheel, Stage::Running},
    Transition{Stage::Running, Step::Ended, Stage::Leaving},
    Transition{Stage::Running, Step::Left, Stage::Idle}, // its end could not be stored
    Transition{Stage::Running, Step::Close, Stage::Closing},

    Transition{Stage::Leaving, Step::Begin, Stage::Followed},
    Transition{Stage::Leaving, Step::TakeWheel, Stage::Leaving},
    Transition{Stage::Leaving, Step::Left, Stage::Idle},
    Transition{Stage::Leaving, Step::Close, Stage::Closed},

    Transition{Stage::Followed, Step::Pause, Stage::Followed},
    Transition{Stage::Followed, Step::TakeWheel, Stage::Followed},
    Transition{Stage::Followed, Step::Left, Stage::Starting},
    Transition{Stage::Followed, Step::Close, Stage::Closed},

    Transition{Stage::Closing, Step::Started, Stage::Closing},
    Transition{Stage::Closing, Step::Ended, Stage::Closed},
    Transition{Stage::Closing, Step::Left, Stage::Closed}, // its end could not be stored

    Transition{Stage::Closed, Step::Left, Stage::Closed},
};

} // namespace

std::optional<Stage> after(Stage stage, Step step)
{
    const auto known = std::ranges::find_if(kTransitions, [stage, step](const Transition &row) {
        return row.from == stage && row.step == step;
    });
    return known == kTransitions.end() ? std::nullopt : std::optional(known->to);
}

bool isRunning(Stage stage)
{
    return owesAnEnd(stage) || stage == Stage::Leaving || stage == Stage::Followed;
}

bool owesAnEnd(Stage stage)
{
    return stage == Stage::Starting || stage == Stage::Running || stage == Stage::Closing;
}

SessionStatus statusAt(Stage stage, SessionStatus stored)
{
    if (stage == Stage::Starting || stage == Stage::Followed)
        return SessionStatus::Running;
    return hasOpenRun(stored) && !isRunning(stage) ? SessionStatus::Error : stored;
}

bool hasOpenRun(SessionStatus status)
{
    return status == SessionStatus::Running || status == SessionStatus::AwaitingApproval;
}

} // namespace pilothouse
