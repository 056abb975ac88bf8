#pragma once

#include "screen/screen_grabber.h"
#include "support/test_x_server.h"

#include <QElapsedTimer>
#include <QImage>

#include <optional>

namespace pilothouse {

/// Looks at a screen, and clicks, as somebody in front of it would. Any one thread. Ends the
/// program when the screen is gone.
class ScreenEye
{
public:
    explicit ScreenEye(const TestXServer &screen);

    /// One pixel, without its upper byte; tens of microseconds.
    QRgb pixel(QPoint at);
    /// The bytes of a part.
    QByteArray part(const QRect &area);
    QImage whole();

    /// Where a colour is within a part; empty: nowhere.
    QRect find(QRgb colour, const QRect &within);

    /// Waits until nothing but a caret has changed for `calm`, and the screen is another one than
    /// `before`. Returns the time on `timer` when it became as it then was; milliseconds.
    double whenStill(const QElapsedTimer &timer, std::chrono::milliseconds calm,
                     const QImage &before = {});

    /// Presses and lets go of the left button there, at once.
    void click(QPoint at);

private:
    std::unique_ptr<XConnection> m_x;
    ScreenGrabber m_grabber;
};

} // namespace pilothouse
