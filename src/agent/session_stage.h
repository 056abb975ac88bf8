#pragma once

#include "store/event.h"

namespace pilothouse {

/// What an open session is at.
enum class Stage {
    Idle,     ///< no run: a message begins one
    Starting, ///< a run is accepted: its desktop may be starting
    Running,  ///< the run has told that it began
    Leaving,  ///< the run's end is told: the next may be asked for while it lets go of things
    Followed, ///< the same, and the next run is accepted
    Closing,  ///< for good; a run has still to tell its end
    Closed,
};

/// What is done to a session, or happens in it.
enum class Step {
    Begin, ///< by a message, or by resuming
    Pause,
    TakeWheel,
    Close,
    Started, ///< told by the run
    Ended,   ///< likewise
    Left,    ///< nothing of the run is left
};

/// The stage after it; nothing: this cannot be done, or does not happen, at `stage`.
std::optional<Stage> after(Stage stage, Step step);

/// A run is going on, or has not let go of everything.
bool isRunning(Stage stage);
/// A run is going on whose end is not told.
bool owesAnEnd(Stage stage);

/// The status of a session, from the one that is stored: ahead of it where a run begins, behind it
/// where no event tells of a run's end. A session that is not open counts as Idle.
SessionStatus statusAt(Stage stage, SessionStatus stored);

/// Whether a stored status says that a run has begun and not ended.
bool hasOpenRun(SessionStatus status);

} // namespace pilothouse
