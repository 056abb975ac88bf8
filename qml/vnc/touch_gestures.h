#pragma once

#include <QList>
#include <QPointF>

#include <chrono>
#include <optional>

namespace pilothouse {

/// What fingers on the desktop mean, whatever it is then used for. Positions in the item's units.
/// Pure: fingers and times come in, acts go out.
class TouchGestures
{
public:
    struct Act
    {
        enum class Kind {
            Tap,    ///< a finger, or `fingers` of them
            Hold,   ///< a finger that stays
            Start,  ///< a finger begins to move
            Drag,   ///< it is at `at`
            End,    ///< and was lifted
            Scroll, ///< two fingers move by `by`
        };
        Kind kind = Kind::Tap;
        QPointF at;
        QPointF by = {};
        int fingers = 1;
    };
    static constexpr std::chrono::milliseconds kHold{500};

    /// `fingers`: all that touch now, after something changed.
    QList<Act> take(const QList<QPointF> &fingers, std::chrono::milliseconds time);
    /// When tick() is to be called if nothing else happens.
    std::optional<std::chrono::milliseconds> holdsAt() const;
    QList<Act> tick(std::chrono::milliseconds time);
    /// The fingers are somebody else's now.
    QList<Act> cancel();

private:
    enum class State { None, One, Moving, Two, Scrolling, Over };

    QList<Act> begin(State state, const QList<QPointF> &fingers);
    QList<Act> moved(const QList<QPointF> &fingers);
    QList<Act> lifted(std::chrono::milliseconds time);

    State m_state = State::None;
    std::chrono::milliseconds m_beganAt{0};
    QPointF m_began;
    QPointF m_last;
};

} // namespace pilothouse
