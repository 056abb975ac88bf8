#include "qml/vnc/touch_gestures.h"

#include <QLineF>

#include <utility>

namespace pilothouse {

namespace {

using ActKind = TouchGestures::Act::Kind;

constexpr qreal kSlop = 9; // units that a finger may tremble
constexpr std::chrono::milliseconds kTap{350};

QPointF middle(const QList<QPointF> &fingers)
{
    QPointF sum;
    for (const QPointF &finger : fingers)
        sum += finger;
    return sum / double(fingers.size());
}

} // namespace

std::optional<std::chrono::milliseconds> TouchGestures::holdsAt() const
{
    if (m_state != State::One)
        return {};
    return m_beganAt + kHold;
}

QList<TouchGestures::Act> TouchGestures::tick(std::chrono::milliseconds time)
{
    if (m_state != State::One || time < m_beganAt + kHold)
        return {};
    m_state = State::Over;
    return {{.kind = ActKind::Hold, .at = m_last}};
}

QList<TouchGestures::Act> TouchGestures::take(const QList<QPointF> &fingers,
                                              std::chrono::milliseconds time)
{
    if (fingers.isEmpty())
        return lifted(time);
    if (m_state == State::None)
        m_beganAt = time;
    if (m_state == State::None && fingers.size() == 1)
        return begin(State::One, fingers);
    if (fingers.size() == 2 && (m_state == State::None || m_state == State::One))
        return begin(State::Two, fingers);
    if (fingers.size() == 2 && m_state == State::Moving) {
        const QList<Act> ended{{.kind = ActKind::End, .at = m_last}};
        begin(State::Scrolling, fingers);
        return ended;
    }
    return moved(fingers);
}

QList<TouchGestures::Act> TouchGestures::begin(State state, const QList<QPointF> &fingers)
{
    m_state = state;
    m_began = m_last = middle(fingers);
    return {};
}

QList<TouchGestures::Act> TouchGestures::moved(const QList<QPointF> &fingers)
{
    const bool isOne = fingers.size() == 1 && (m_state == State::One || m_state == State::Moving);
    const bool areTwo =
        fingers.size() == 2 && (m_state == State::Two || m_state == State::Scrolling);
    if (fingers.size() == 1 && m_state == State::Two)
        return {}; // the second finger of a tap
    if (!isOne && !areTwo) {
        const QList<Act> ended = cancel();
        m_state = State::Over;
        return ended;
    }
    const QPointF now = middle(fingers);
    const bool isAtRest = m_state == State::One || m_state == State::Two;
    if (isAtRest && QLineF(m_began, now).length() < kSlop)
        return {};
    QList<Act> acts;
    if (m_state == State::One)
        acts.append({.kind = ActKind::Start, .at = m_began});
    m_state = isOne ? State::Moving : State::Scrolling;
    acts.append({.kind = isOne ? ActKind::Drag : ActKind::Scroll, .at = now, .by = now - m_last});
    m_last = now;
    return acts;
}

QList<TouchGestures::Act> TouchGestures::cancel()
{
    const bool wasMoving = std::exchange(m_state, State::None) == State::Moving;
    return wasMoving ? QList<Act>{{.kind = ActKind::End, .at = m_last}} : QList<Act>();
}

QList<TouchGestures::Act> TouchGestures::lifted(std::chrono::milliseconds time)
{
    const State was = m_state;
    const QList<Act> ended = cancel();
    const bool isTap = (was == State::One || was == State::Two) && time - m_beganAt < kTap;
    if (!isTap)
        return ended;
    return {{.kind = ActKind::Tap, .at = m_began, .fingers = was == State::Two ? 2 : 1}};
}

} // namespace pilothouse
