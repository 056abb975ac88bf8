#pragma once

#include "core/result.h"
#include "screen/input_action.h"

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
    std::chrono::milliseconds quiet{150};    ///< nothing big changed for this long
    std::chrono::milliseconds softCap{1200}; ///< small fast animations hold until here
    std::chrono::milliseconds hardCap{2000};
};

/// What was seen after an action.
struct Look
{
    QImage picture;      ///< RGB32, screen pixels, the pointer drawn in
    bool settled = true; ///< false: the cap was reached while things still moved
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
class Display : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Display)
public:
    ~Display() override;

    virtual QSize size() const = 0;

    /// What is on the screen now. Unavailable: the X server is gone.
    virtual QCoro::Task<Result<QImage>> capture(bool withPointer, std::stop_token stop) = 0;

    /// Does `action` and returns when the X server has taken it. InvalidArgument: an unknown key,
    /// a point outside of the screen. Stopped: whatever was held down is released before.
    virtual QCoro::Task<Result<>> perform(InputAction action, std::stop_token stop) = 0;

    /// perform(), wait until the screen is still, capture(): the watch begins before the action.
    virtual QCoro::Task<Result<Look>> performAndLook(InputAction action, SettlePolicy policy,
                                                     std::stop_token stop) = 0;

    virtual QCoro::Task<Result<QPoint>> pointerPosition(std::stop_token stop) = 0;

    /// The window that has the keyboard. Unavailable also: no application has it.
    virtual QCoro::Task<Result<FocusedWindow>> focusedWindow(std::stop_token stop) = 0;

    /// Releases every key and button that is held. Safe at any time.
    virtual QCoro::Task<Result<>> releaseAll() = 0;

    virtual QCoro::Task<Result<QString>> clipboard(std::stop_token stop) = 0;
    virtual QCoro::Task<Result<>> setClipboard(QString text, std::stop_token stop) = 0;

signals:
    /// The X server or its connection is gone; every later call is Unavailable. Fires once.
    void died(const pilothouse::Error &reason);

protected:
    Display() = default;
};

} // namespace pilothouse
