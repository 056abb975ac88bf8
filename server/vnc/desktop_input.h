#pragma once

#include "agent/wheel.h"
#include "core/alarm.h"
#include "vnc/cut_text.h"
#include "vnc/input_filter.h"
#include "vnc/input_queue.h"

#include <QLocalSocket>

#include <memory>

namespace pilothouse {

/// The way of one viewer's messages to the desktop: what it may say, at a pace that the desktop
/// follows, so that at most 32 KiB of input are under way. When its right ends, the rest is
/// dropped, what it holds is let go of, and a fence goes through the connection: once it comes
/// back, all that was sent before is done, and the wheel is settled. Nobody who takes the wheel
/// before that acts earlier: what they do waits in the queue.
///
/// Texts of the clipboard do not go to the desktop's RFB, which would ask for them when somebody
/// pastes, and forget them with the connection: what is offered is asked for at once, and what
/// comes is told by copied(). Keys that follow wait until it is there. Main thread.
class DesktopInput final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DesktopInput)
public:
    static constexpr std::chrono::milliseconds kFenceTime{2'000}; ///< for the desktop to answer
    static constexpr std::chrono::milliseconds kTextTime{2'000};  ///< for the viewer to answer
    static constexpr int kEachSecond = 1'000;                     ///< messages of input
    static constexpr int kAtOnce = 1'000;                         ///< after a while without any

    /// Both outlive it.
    DesktopInput(QLocalSocket &desktop, const Clock &clock);

    /// False: the viewer is faster than the desktop takes it; the connection must end.
    bool take(const ClientMessage &message);
    /// Empty; else why what the viewer says needs an encoding that it has not listed. The desktop
    /// would close the connection.
    QString disagreement(const ClientMessage &message) const;

    InputFilter::Role role() const { return m_filter.role(); }
    void setRole(InputFilter::Role role, Wheel &wheel);
    /// A text that the viewer has offered was asked for: `settling`, one of Wheel::settling(), is
    /// kept until it comes, for a while at most, and no longer than until another takes the wheel.
    void awaitText(std::shared_ptr<void> settling);
    /// The wheel is settled: what waited for that goes to the desktop.
    void goOn();
    /// The connection ends: lets go of what is held. Where a fence is under way, the wheel is
    /// settled once the desktop has read all that was sent.
    void leave(Wheel &wheel);

    /// Whether a fence is under way: what the desktop says must be read.
    bool isSettling() const { return m_settling != nullptr; }
    /// A fence that the desktop has sent, whole. False: it is not for the viewer.
    bool takeFence(const QByteArray &message);

signals:
    /// A text for the desktop's clipboard, and what comes after it waits: goOn() is called once
    /// it is there.
    void copied(const QString &text);
    void offered(); ///< there is a text; what comes after it waits, too
    void acted();   ///< input has gone to the desktop
    void failed();  ///< the desktop does not answer
private:
    void pump();
    bool takeText(const ClientMessage &message);
    bool enqueue(const ClientMessage &message);
    void handOver(const CutText &said);
    void dropText();
    void refill();
    void sendFence();
    void write(const QByteArray &bytes);

    QLocalSocket &m_desktop;
    const Clock &m_clock;
    InputFilter m_filter;
    InputQueue m_queue;
    bool m_waits = false; ///< for what a former holder has sent
    int m_mayBeSent = kAtOnce;
    std::chrono::milliseconds m_refilledAt{0}; ///< on the clock
    Alarm m_refill;
    QByteArray m_mark; ///< of the fence under way
    std::shared_ptr<void> m_settling;
    Alarm m_patience;
    std::shared_ptr<void> m_awaited; ///< while a text was asked for
    Alarm m_textPatience;
};

} // namespace pilothouse
