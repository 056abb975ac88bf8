#pragma once

#include "core/result.h"
#include "core/wait.h"
#include "sandbox/sandbox.h"
#include "tools/command_output.h"
#include "tools/pipe.h"
#include "tools/shell_script.h"

#include <QCoroTask>
#include <QObject>
#include <QProcess>
#include <QSocketNotifier>

#include <chrono>
#include <memory>
#include <stop_token>

namespace pilothouse {

/// One bash inside of a sandbox that runs one command after another and keeps its state.
/// How bash is spoken to: shell_script.h. Main thread; one run() at a time; outlives its tasks.
class ShellProcess final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShellProcess)
public:
    enum class Ending {
        Finished,   ///< the command ended by itself
        ShellEnded, ///< and took the shell with it: `exit 3`
        TimedOut,
        Stopped,
    };
    struct Report
    {
        Ending ending = Ending::Finished;
        int exitCode = 0; ///< of the command, or of the shell that ended
        QString output = {};
        bool alive = true; ///< the shell can run the next command, with its state
    };

    /// At most `shown` characters of each command's output are reported, without `secrets`, which
    /// outlives the process.
    ShellProcess(Sandbox &sandbox, const Clock &clock, qsizetype shown, const Secrets *secrets);
    /// Ends the shell with all that it started, in the background or in a session of its own.
    ~ShellProcess() override;

    /// Returns when it is ready for commands. Unavailable, Timeout, Stopped.
    QCoro::Task<Result<>> start(std::stop_token stop);
    /// Asks the system, not only what the event loop has heard.
    bool hasEnded();

    /// Background processes may hold the output open, the answer does not wait for them; what they
    /// write later comes with the next report. A command that runs out of time or is stopped is
    /// interrupted, then killed with all that it started (stopped: within 100 ms).
    QCoro::Task<Report> run(QString command, std::chrono::milliseconds timeout,
                            std::stop_token stop);

signals:
    /// The shell has answered, or ended.
    void progressed();

private:
    QCoro::Task<Woken> answered(std::chrono::milliseconds timeout, std::stop_token stop);
    QCoro::Task<bool> interrupt(std::chrono::milliseconds patience);
    void killCommand(const QString &marker);
    QCoro::Task<bool> endJobsSince(QStringList before, std::chrono::milliseconds patience);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    void launch();
    void send(const QString &command);
    void pressInterrupt();
    void readAnswers();
    void readOutput();
    void kill();
    QString commandMarker() const;

    Sandbox &m_sandbox;
    const Clock &m_clock;
    qsizetype m_shown;
    QString m_marker;
    Pipe m_answers;
    Pipe m_interrupts;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QProcess m_process;
    CommandOutput m_output;
    QByteArray m_received;
    qint64 m_number = 0;
    ShellAnswer m_answer;
};

} // namespace pilothouse
