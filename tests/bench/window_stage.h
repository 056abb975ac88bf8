#pragma once

#include "bench/screen_eye.h"
#include "e2e/running_server.h"
#include "screen/x_connection.h"

#include <QProcess>

namespace pilothouse {

/// A server with its demo model, a person's screen, and on it what shows the server: the native
/// window (Qt's software renderer), Chromium with the page, or TigerVNC's viewer with a desktop.
/// Ends the program when one of them does not come.
class WindowStage
{
public:
    /// `size` of the person's screen. `prepared` is done to the server before it starts.
    explicit WindowStage(QSize size, const std::function<void(RunningServer &)> &prepared = {});

    RunningServer &server() { return m_server; }
    TestXServer &screen() { return *m_screen; }
    ScreenEye &eye() { return *m_eye; }
    /// Of the page, and what the window connects to.
    QString link() const;

    /// Of a new session whose desktop is up and has done what the demo model was told.
    QString newSession(const QString &task);
    /// Tells the demo model more, and waits until that is done.
    void task(const QString &session, const QString &task);
    /// The sockets and secrets of the only desktop that is up.
    QString desktopFile(const QString &name) const;

    QProcess *startWindow(const QStringList &arguments);
    /// The file that has what the window says.
    QString windowLog() const { return m_screen->folder() + QStringLiteral("/window.log"); }
    /// The window of the server, as it shows all desktops, of that size.
    QProcess *openWindow(QSize size);
    /// Chromium without anything around the page, with a profile of its own.
    QProcess *startChromium(const QString &url, QSize size);
    /// TigerVNC's viewer at the only desktop, without the gateway between.
    QProcess *startTigerVnc();
    void end(QProcess *program);

    /// Waits for a window with such a name, and returns its number.
    QString window(const QString &name);
    /// Arguments of xdotool.
    void hand(const QStringList &does) { m_screen->run(QStringLiteral("xdotool"), does); }

private:
    RunningServer m_server;
    std::unique_ptr<TestXServer> m_screen;
    std::unique_ptr<ScreenEye> m_eye;
    int m_profiles = 0;
};

/// "median X, p95 Y" of times, in milliseconds or what they are in.
double at(QList<double> values, double part);

} // namespace pilothouse
