#pragma once

#include "core/alarm.h"
#include "core/result.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

/// A person who takes the wheel.
struct WheelPerson
{
    QString viewer;    ///< the id a page made for itself; a secret between it and us
    QString name = {}; ///< what others may see; may be empty
};

/// Why the wheel changed hands.
enum class WheelReason {
    Taken,
    HandedBack,
    Disconnected, ///< the holder's last connection to the screen closed, and stayed so
    Idle,         ///< no input for long
    TakenAway,    ///< by somebody else
    Ended,        ///< the desktop is gone
};
QString name(WheelReason reason);

/// The wheel changed hands: it is a person's now, or the agent's again.
struct WheelTurn
{
    bool heldByPerson = false;
    QString name = {}; ///< of the person, also when it is the agent's again
    WheelReason reason = WheelReason::Taken;
    std::chrono::milliseconds held{0}; ///< how long the person had it
};

/// Who operates the desktop of a session: the agent, or one person. It goes back by itself when the
/// person has left or does nothing. Main thread.
class Wheel : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Wheel)
public:
    struct Limits
    {
        std::chrono::milliseconds idle{5 * 60'000}; ///< without input
        std::chrono::milliseconds grace{10'000};    ///< without a connection: a page reloads
    };

    Wheel(const Clock &clock, Limits limits);

    bool isHeld() const { return m_holder.has_value(); } ///< by a person
    bool isHeldBy(const QString &viewer) const;
    /// {"holder": "agent" | "person", "name", "since"}; without anything secret.
    QJsonObject state() const;

    /// Again by its holder is no change. Conflict: another person has it; the message says who.
    Result<> take(WheelPerson person);
    /// Conflict: `viewer` does not hold it.
    Result<> handBack(const QString &viewer);
    /// Gives it back to the agent, whoever has it, if anybody has.
    void release(WheelReason reason);

    /// A connection of `viewer` to the screen has opened, or closed.
    void addConnection(const QString &viewer);
    void removeConnection(const QString &viewer);
    /// Somebody sees the screen.
    bool isWatched() const { return !m_connections.isEmpty(); }
    /// The holder does something.
    void noteInput();

    /// What a former holder has sent is on its way into the desktop for as long as somebody keeps
    /// this: neither the agent nor the next holder does anything meanwhile.
    std::shared_ptr<void> settling();
    bool isSettled() const { return m_settling.expired(); }

    /// For how long people had the wheel since setReported(); nothing: not at all.
    std::optional<std::chrono::milliseconds> unreported() const { return m_unreported; }
    /// The model has been told of all of it.
    void setReported() { m_unreported.reset(); }

signals:
    /// A person has it no more. Comes before turned(): who passes input on drops the rest, and asks
    /// for settling() where some is under way.
    void revoked();
    void settled();
    void turned(const pilothouse::WheelTurn &turn);

private:
    struct Holder
    {
        WheelPerson person;
        QDateTime since;
        std::chrono::milliseconds begin{0};
    };

    void watchConnections();

    const Clock &m_clock;
    std::optional<Holder> m_holder;
    std::optional<std::chrono::milliseconds> m_unreported;
    QHash<QString, int> m_connections; ///< of each viewer
    std::weak_ptr<void> m_settling;
    Limits m_limits;
    Alarm m_idle;
    Alarm m_gone;
};

/// What the model is told of it: a sentence or two.
QString toldOfWheel(std::chrono::milliseconds held);

} // namespace pilothouse
