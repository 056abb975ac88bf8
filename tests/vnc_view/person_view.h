#pragma once

#include "vnc/real_screen.h"

#include <QTest>

namespace pilothouse {

/// A person's screen with the view in a window of its own, in front of a real desktop and behind
/// the gateway. What goes wrong fails the test that runs.
class PersonView
{
public:
    static constexpr int kPatience = 20'000; ///< milliseconds for any one thing to happen

    void openDesktop()
    {
        QString error;
        QVERIFY2(desktop.open(&error), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(desktop.rfbSocket());
        m_gateway->agent.benches.display = &desktop.display();
        session = m_gateway->newSession();
    }
    /// An empty screen, whose keyboard may still be changed.
    void openScreen(const QString &size)
    {
        QString error;
        screen = TestXServer::start(&error, size);
        QVERIFY2(screen, qPrintable(error));
    }
    void openView()
    {
        QVERIFY(screen->startWindowManager());
        qputenv("QT_QUICK_BACKEND", "software");
        m_viewer = screen->launch(QStringLiteral(VNC_VIEWER), {QString::fromLatin1(address())});
        QTRY_VERIFY2_WITH_TIMEOUT(heard("state 2"), m_heard.constData(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(heard("focus 1"), kPatience);
    }
    /// The server is gone, which the view outlives.
    void close()
    {
        m_gateway.reset();
        QTRY_VERIFY_WITH_TIMEOUT(heard("state 3"), kPatience);
    }

    QByteArray address() const { return m_gateway->url(session->id(), person.viewer).toEncoded(); }
    const QPointer<VncSocket> &connection() const { return m_gateway->viewers.constLast(); }
    void hand(const QStringList &does) { screen->run(QStringLiteral("xdotool"), does); }
    void tell(const QByteArray &line)
    {
        forget();
        m_viewer->write(line + '\n');
        QTRY_VERIFY_WITH_TIMEOUT(heard("done"), kPatience);
    }
    bool heard(const QByteArray &line)
    {
        m_heard += m_viewer->readAll();
        return m_heard.contains(line);
    }
    void forget() { m_heard.clear(); }
    /// Takes the wheel and has the keyboard.
    void steer()
    {
        QVERIFY(session->takeWheel(person));
        tell("steering 1");
        hand({QStringLiteral("search"), QStringLiteral("--name"), QStringLiteral("^viewer$"),
              QStringLiteral("windowactivate"), QStringLiteral("--sync"),
              QStringLiteral("windowraise")});
    }
    void pointAt(QPoint at)
    {
        hand({QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y())});
    }
    /// On the desktop.
    QPoint pointer()
    {
        return QCoro::waitFor(desktop.display().pointerPosition({})).value_or(QPoint(-1, -1));
    }

    const WheelPerson person{.viewer = QStringLiteral("me")};
    RealScreen desktop;
    Session *session = nullptr;
    std::unique_ptr<TestXServer> screen;

private:
    std::unique_ptr<Gateway> m_gateway;
    QProcess *m_viewer = nullptr; ///< the screen's
    QByteArray m_heard;
};

} // namespace pilothouse
