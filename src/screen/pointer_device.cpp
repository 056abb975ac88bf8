#include "screen/pointer_device.h"

#include <QRect>

#include <xcb/xtest.h>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kDragSteps = 12; // toolkits need motion to see a drag
constexpr auto kDragPause = 8ms;
constexpr int kScrollChunk = 20; // wheel clicks between two looks at the stop token
// Milliseconds: Chromium takes two presses of one X time for one.
constexpr uint32_t kBetweenClicks = 2;
// A double click sooner than this after another click is a triple one, or in GTK 4, which takes the
// time of its clicks from a clock of its own, none at all.
constexpr std::chrono::milliseconds kApart = 500ms;

uint8_t number(PointerButton button)
{
    switch (button) {
    case PointerButton::Left:
        return 1;
    case PointerButton::Middle:
        return 2;
    case PointerButton::Right:
        return 3;
    }
    return 1;
}

/// X has no wheel: it is buttons 4 to 7.
uint8_t number(ScrollDirection direction)
{
    switch (direction) {
    case ScrollDirection::Up:
        return 4;
    case ScrollDirection::Down:
        return 5;
    case ScrollDirection::Left:
        return 6;
    case ScrollDirection::Right:
        return 7;
    }
    return 5;
}

} // namespace

void PointerDevice::send(uint8_t button, bool down, uint32_t delay)
{
    xcb_test_fake_input(m_connection.raw(), down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE, button,
                        delay, XCB_NONE, 0, 0, 0);
}

void PointerDevice::warp(QPoint to)
{
    xcb_test_fake_input(m_connection.raw(), XCB_MOTION_NOTIFY, 0, XCB_CURRENT_TIME,
                        m_connection.root(), static_cast<int16_t>(to.x()),
                        static_cast<int16_t>(to.y()), 0);
}

Result<> PointerDevice::checkInside(QPoint point) const
{
    const QSize size = m_connection.size();
    if (!QRect(QPoint(), size).contains(point))
        return fail(Errc::InvalidArgument,
                    u"The point %1,%2 is outside of the screen (%3 x %4)."_s.arg(point.x())
                        .arg(point.y())
                        .arg(size.width())
                        .arg(size.height()));
    return {};
}

Result<> PointerDevice::move(QPoint to)
{
    const Result<> inside = checkInside(to);
    if (inside)
        warp(to);
    return inside;
}

Result<> PointerDevice::click(PointerButton button, int count, const std::stop_token &stop)
{
    if (count > 1 && m_connection.pump(untilApart(), stop) == Pumped::Stopped)
        return fail(Errc::Stopped, u"Stopped before the click."_s);
    m_pressed = true;
    for (int i = 0; i < count; ++i) {
        send(number(button), true, i > 0 ? kBetweenClicks : 0);
        send(number(button), false);
    }
    m_held.removeAll(number(button)); // a click ends what a button change began
    m_lastPress = Steady::now();
    return {};
}

std::chrono::milliseconds PointerDevice::untilApart() const
{
    const auto passed = std::chrono::floor<std::chrono::milliseconds>(Steady::now() - m_lastPress);
    return std::max(kApart - passed, 0ms);
}

void PointerDevice::change(PointerButton button, bool down)
{
    const uint8_t pressed = number(button);
    m_held.removeAll(pressed);
    if (down)
        m_held.append(pressed);
    send(pressed, down);
    m_pressed = true;
    m_lastPress = Steady::now();
}

Result<> PointerDevice::drag(const Drag &action, const std::stop_token &stop)
{
    const QList<QPoint> goals = action.via + QList<QPoint>{action.to};
    for (const QPoint &goal : goals)
        if (const Result<> inside = checkInside(goal); !inside)
            return inside;
    if (const Result<> moved = move(action.from); !moved)
        return moved;
    change(PointerButton::Left, true);
    Pumped pumped = Pumped::Timeout;
    QPoint from = action.from;
    for (const QPoint &to : goals) {
        for (int step = 1; step <= kDragSteps && pumped == Pumped::Timeout; ++step) {
            warp(from + (to - from) * step / kDragSteps);
            pumped = m_connection.pump(kDragPause, stop);
        }
        from = to;
    }
    change(PointerButton::Left, false);
    m_connection.flush();
    if (pumped == Pumped::Stopped)
        return fail(Errc::Stopped, u"Stopped while dragging."_s);
    return {};
}

Result<> PointerDevice::scroll(ScrollDirection direction, int clicks, const std::stop_token &stop)
{
    for (int i = 0; i < clicks; ++i) {
        if (i % kScrollChunk == kScrollChunk - 1) {
            m_connection.sync();
            if (stop.stop_requested())
                return fail(Errc::Stopped, u"Stopped while scrolling."_s);
        }
        send(number(direction), true);
        send(number(direction), false);
    }
    return {};
}

void PointerDevice::releaseAll()
{
    while (!m_held.isEmpty())
        send(m_held.takeLast(), false);
    m_connection.flush();
}

Result<QPoint> PointerDevice::position()
{
    const auto answer = m_connection.reply<xcb_query_pointer_reply_t>(
        xcb_query_pointer(m_connection.raw(), m_connection.root()));
    if (!answer)
        return fail(Errc::Unavailable, u"The desktop's screen is gone."_s);
    return QPoint(answer->root_x, answer->root_y);
}

} // namespace pilothouse
