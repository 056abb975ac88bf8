#pragma once

#include "screen/input_action.h"
#include "screen/x_connection.h"

#include <QList>

#include <chrono>

namespace pilothouse {

/// The agent's hand on the mouse: moves and presses through XTEST and knows what is down.
/// Points are screen pixels. Used on the X thread.
class PointerDevice
{
    Q_DISABLE_COPY_MOVE(PointerDevice)
public:
    explicit PointerDevice(XConnection &connection) : m_connection(connection) {}

    /// InvalidArgument: a point outside of the screen.
    Result<> move(QPoint to);
    /// Several clicks wait until those before do not count with them. Stopped: nothing was pressed.
    Result<> click(PointerButton button, int count, const std::stop_token &stop);
    void change(PointerButton button, bool down);
    /// Stopped: the button is released where the pointer is.
    Result<> drag(const Drag &action, const std::stop_token &stop);
    Result<> scroll(ScrollDirection direction, int clicks, const std::stop_token &stop);
    void releaseAll();

    Result<QPoint> position();
    /// Whether a button changed since the last question: then keys must wait for the focus.
    bool takePressed() { return std::exchange(m_pressed, false); }

private:
    Result<> checkInside(QPoint point) const;
    void send(uint8_t button, bool down, uint32_t delay = 0); ///< `delay`: milliseconds
    void warp(QPoint to);
    std::chrono::milliseconds untilApart() const;

    XConnection &m_connection;
    QList<uint8_t> m_held;
    bool m_pressed = false;
    std::chrono::steady_clock::time_point m_lastPress{};
};

} // namespace pilothouse
