#pragma once

#include "screen/x11_display.h"
#include "support/test_x_server.h"

#include <QTest>

namespace pilothouse {

/// A real X server with a window manager, and our connection to it.
class ScreenFixture : public QObject
{
protected:
    std::unique_ptr<TestXServer> m_server;
    std::unique_ptr<X11Display> m_display;

    /// Fails the test when something is missing. The display comes first: see TestXServer.
    void openScreen()
    {
        QString error;
        m_server = TestXServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        auto display =
            X11Display::connect(m_server->socketPath(), m_server->cookie(), systemClock());
        QVERIFY2(display, display ? "" : qPrintable(display.error().message));
        m_display = std::move(*display);
        QVERIFY(m_server->startWindowManager());
    }
    void closeScreen()
    {
        m_display.reset();
        m_server.reset();
    }
    Result<> perform(InputAction action, std::stop_token stop = {})
    {
        return QCoro::waitFor(m_display->perform(std::move(action), std::move(stop)));
    }
};

} // namespace pilothouse
