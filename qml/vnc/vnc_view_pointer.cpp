// The half of VncView that follows mouse and fingers.
#include "qml/vnc/vnc_view.h"

#include "qml/vnc/key_map.h"

#include <QGuiApplication>

namespace pilothouse {

namespace {

constexpr qreal kAngleOfNotch = 120; // eighths of a degree
constexpr qreal kUnitsOfNotch = 40;  // that two fingers move

// Eight buttons have a bit each, and X servers know seven.
HeldInput::Button buttonOf(Qt::MouseButton button)
{
    return button == Qt::LeftButton     ? HeldInput::Left
           : button == Qt::MiddleButton ? HeldInput::Middle
           : button == Qt::RightButton  ? HeldInput::Right
                                        : HeldInput::Button();
}

// What browsers and file managers take for the buttons at the side of a mouse.
quint32 keyOf(Qt::MouseButton button)
{
    return button == Qt::BackButton      ? keysyms::kBack
           : button == Qt::ForwardButton ? keysyms::kForward
                                         : 0;
}

// On X11 Qt turns the wheel sideways while Alt is held: what Alt means the desktop decides itself.
QPointF angleOf(const QWheelEvent &event)
{
    const QPointF angle = event.angleDelta();
    const bool isTurned = event.modifiers().testFlag(Qt::AltModifier) &&
                          QGuiApplication::platformName() == QLatin1StringView("xcb");
    return isTurned ? angle.transposed() : angle;
}

} // namespace

void VncView::mousePressEvent(QMouseEvent *event)
{
    m_draggedFrom = event->position();
    forceActiveFocus(Qt::MouseFocusReason);
    if (!m_isSteering) {
        emit watcherActed();
        return;
    }
    QByteArray all = m_held.move(place().toDesktop(event->position()));
    if (const HeldInput::Button button = buttonOf(event->button()); button != 0)
        all += m_held.press(button);
    say(all + m_held.tap(keyOf(event->button())));
}

void VncView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event); // the desktop counts clicks itself
}

void VncView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isSteering)
        return moveTo(event->position());
    const QPointF by = event->position() - std::exchange(m_draggedFrom, event->position());
    panBy(by.x(), by.y());
}

void VncView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_isSteering)
        return;
    const QByteArray motion = m_held.move(place().toDesktop(event->position()));
    say(motion + m_held.release(buttonOf(event->button())));
}

void VncView::hoverMoveEvent(QHoverEvent *event)
{
    if (m_isSteering)
        moveTo(event->position());
}

// Who steers has no other hand to move what is larger than the view.
void VncView::moveTo(QPointF at)
{
    const QPointF from = std::exchange(m_pointer, at);
    if (isPannable()) {
        const QPointF by = place().pan() - place().followed(from, at);
        panBy(by.x(), by.y());
    }
    say(m_held.move(place().toDesktop(at)));
}

void VncView::wheelEvent(QWheelEvent *event)
{
    const QPointF angle = angleOf(*event);
    if (m_isSteering) {
        const QByteArray motion = m_held.move(place().toDesktop(event->position()));
        say(motion + m_held.turn(-angle / kAngleOfNotch));
    } else if (isPannable()) {
        panBy(angle.x() / kAngleOfNotch * kUnitsOfNotch, angle.y() / kAngleOfNotch * kUnitsOfNotch);
    }
    event->setAccepted(m_isSteering || isPannable());
}

void VncView::touchEvent(QTouchEvent *event)
{
    event->accept();
    if (event->type() == QEvent::TouchCancel)
        return act(m_gestures.cancel());
    QList<QPointF> fingers;
    for (const QEventPoint &point : event->points())
        if (point.state() != QEventPoint::Released)
            fingers.append(point.position());
    if (event->type() == QEvent::TouchBegin)
        forceActiveFocus(Qt::MouseFocusReason);
    const auto now = systemClock().elapsed();
    act(m_gestures.take(fingers, now));
    m_hold.stop();
    if (const auto at = m_gestures.holdsAt())
        m_hold.start(*at - now);
}

void VncView::act(const QList<TouchGestures::Act> &acts)
{
    using Kind = TouchGestures::Act::Kind;
    for (const TouchGestures::Act &act : acts) {
        if (m_isSteering)
            steer(act);
        else if (act.kind == Kind::Drag || act.kind == Kind::Scroll)
            panBy(act.by.x(), act.by.y());
        else if (act.kind == Kind::Tap)
            emit watcherActed();
    }
}

// One after the other: what is down and where the pointer is goes into each message.
void VncView::steer(const TouchGestures::Act &act)
{
    using Kind = TouchGestures::Act::Kind;
    const QByteArray motion = m_held.move(place().toDesktop(act.at));
    switch (act.kind) {
    case Kind::Tap:
    case Kind::Hold: {
        const bool isLeft = act.kind == Kind::Tap && act.fingers == 1;
        const HeldInput::Button button = isLeft ? HeldInput::Left : HeldInput::Right;
        m_draggedFrom = act.at;
        const QByteArray press = motion + m_held.press(button);
        return say(press + m_held.release(button));
    }
    case Kind::Start:
        return say(motion + m_held.press(HeldInput::Left));
    case Kind::Drag:
        return say(motion);
    case Kind::End:
        return say(motion + m_held.release(HeldInput::Left));
    case Kind::Scroll:
        return say(motion + m_held.turn(-act.by / kUnitsOfNotch));
    }
}

} // namespace pilothouse
