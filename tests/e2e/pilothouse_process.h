#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <functional>

/// The real pilothouse with folders of its own, so that nothing of the user's is touched.
/// No API key: the demo model answers.
class PilothouseProcess
{
public:
    PilothouseProcess();
    /// Nothing of it stays behind, not even after a failed test.
    ~PilothouseProcess();

    void start(const QStringList &arguments);
    /// Runs to the end and returns the exit code; -1 when it did not end in time.
    int run(const QStringList &arguments);
    int wait(int milliseconds = 90'000);

    void interrupt(int signal = SIGINT);
    void kill() { m_process.kill(); }
    /// Waits until the output so far contains `text`.
    bool waitForOutput(const QByteArray &text, int milliseconds = 60'000);

    QByteArray output() const { return m_output; }
    QByteArray errors() const { return m_errors; }
    /// The lines of `--json` as objects; a line that is none becomes an empty object.
    QList<QJsonObject> events() const;
    /// Processes whose environment or command line names our folders: what was left behind.
    QStringList leftovers() const;

    QString folder() const { return m_folder.path(); }
    QProcessEnvironment environment;
    mode_t umask = 022; ///< of the process
    /// Done in the process before it becomes pilothouse: another user, other mounts.
    std::function<void()> becoming = {};
    QList<int> inherited = {}; ///< descriptors that it finds open
    qint64 id() const { return m_process.processId(); }

private:
    void collect();

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};
