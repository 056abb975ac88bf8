#pragma once

#include "core/result.h"
#include "screen/input_action.h"
#include "screen/screen.h"
#include "screen/windows/screen_window.h"

#include <QCoroTask>
#include <QImage>
#include <QObject>
#include <QPoint>
#include <QSize>
#include <QStringList>

#include <chrono>
#include <stop_token>

namespace pilothouse {

/// How long to look at a screen before it counts as still. The rule and its figures were measured;
/// see docs/decisions on settling.
struct SettlePolicy
{
    std::chrono::milliseconds minimum{100};
    std::chrono::milliseconds quiet{150}; ///< nothing big changed for this long
    /// The same where little has changed so far of an action that leadsOn(): a button that looks
    /// pressed is rarely all that comes of it. Not of a click where text can be typed.
    std::chrono::milliseconds patience{750};
    std::chrono::milliseconds softCap{1200}; ///< small fast animations hold until here
    std::chrono::milliseconds spinsOn{400};  ///< the same after a change that came later
    std::chrono::milliseconds hardCap{2000};
    /// A request that waits for its answer holds until here, and its answer has time to show, as
    /// has what comes after a command.
    std::chrono::milliseconds loadingCap{5000};
    std::chrono::milliseconds afterAnswer{250};
    std::chrono::milliseconds untilAnswerShows{600}; ///< the same where little has changed so far
};

/// Why a screen is not still.
enum class Busy {
    Drawing, ///< it changes
    Loading, ///< a request of the session waits for its answer
    Command, ///< one that the action gave to a terminal runs
};

/// The part of the screen below which little has changed.
inline constexpr double kLittleChange = 0.003;

/// What was seen after an action.
struct Look
{
    QImage picture;            ///< RGB32, screen pixels, the pointer drawn in
    bool settled = true;       ///< false: a cap was reached while things still moved, or loaded
    Busy busy = Busy::Drawing; ///< why it is not settled
    double changed = 1;        ///< part of the screen that shows something else than before
    std::chrono::milliseconds waited{0};
};

/// The window of an application that gets what is typed.
struct FocusedWindow
{
    QStringList names; ///< WM_CLASS: instance and class, "xterm" and "XTerm"
};

/// One virtual screen that an agent sees and uses. Coordinates are screen pixels, origin top left.
/// Implementations: X11Display, FakeDisplay (tests/support). Lives on the main thread; blocking X
/// calls run on a thread of its own, so calls are coroutines and run one after another in order.
class Display : public Screen
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Display)
public:
    ~Display() override;

    /// Does `action` and returns when the X server has taken it. InvalidArgument: an unknown key,
    /// a point outside of the screen. Stopped: whatever was held down is released before.
    virtual QCoro::Task<Result<>> perform(InputAction action, std::stop_token stop) = 0;

    /// perform(), wait until the screen is still, capture(): the watch begins before the action.
    virtual QCoro::Task<Result<Look>> performAndLook(InputAction action, SettlePolicy policy,
                                                     std::stop_token stop) = 0;

    virtual QCoro::Task<Result<QPoint>> pointerPosition(std::stop_token stop) = 0;

    /// The window that has the keyboard. Unavailable also: no application has it.
    virtual QCoro::Task<Result<FocusedWindow>> focusedWindow(std::stop_token stop) = 0;

    /// The windows of applications, also as icons; the one in front first.
    virtual QCoro::Task<Result<QList<ScreenWindow>>> windows(std::stop_token stop) = 0;

    /// Has something done with one of them, by its id, and returns when it is: actOnWindow().
    virtual QCoro::Task<Result<>> actOnWindow(quint32 window, WindowAction action,
                                              std::stop_token stop) = 0;

    /// Releases every key and button that is held. Safe at any time.
    virtual QCoro::Task<Result<>> releaseAll() = 0;

protected:
    Display() = default;
};

} // namespace pilothouse
