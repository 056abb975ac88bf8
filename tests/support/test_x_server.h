#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace pilothouse {

/// A real X server with a window manager for a test: its own display number, cookie, home and
/// processes; all gone with the object. Ends only what it started.
class TestXServer
{
    Q_DISABLE_COPY_MOVE(TestXServer)
public:
    /// Null when it could not be started; the reason is in `error`.
    static std::unique_ptr<TestXServer> start(QString *error, const QString &geometry = {});
    ~TestXServer();

    QString socketPath() const;
    QByteArray cookie() const { return m_cookie; }
    QString folder() const { return m_folder.path(); }
    QString displayName() const;

    /// After the display is connected: a change of the keyboard must come before applications.
    bool startWindowManager();
    /// Starts a program on this screen; it ends with the server.
    QProcess *launch(const QString &program, const QStringList &arguments = {});
    /// Runs a short command to its end on this screen and returns its output.
    QByteArray run(const QString &program, const QStringList &arguments);
    QProcess &server() { return m_server; }

private:
    TestXServer() = default;
    bool tryNumber(int number, const QString &geometry);
    void writeCookie();
    QProcessEnvironment environment() const;

    QTemporaryDir m_folder;
    QByteArray m_cookie;
    int m_number = 0;
    QProcess m_server;
    std::vector<std::unique_ptr<QProcess>> m_programs;
};

} // namespace pilothouse
