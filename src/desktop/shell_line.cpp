#include "desktop/shell_line.h"

#include "core/deadline.h"
#include "core/wait.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kShellBurial = 500; // ms until a killed process is buried
constexpr qsizetype kMostSaid = 4000;

} // namespace

SandboxedCommand shellLine(const Sandbox &sandbox, const QString &line)
{
    return sandbox.wrap(u"/bin/bash"_s, {u"--noprofile"_s, u"--norc"_s, u"-c"_s, line});
}

QCoro::Task<Result<ShellLineEnd>> runShellLine(SandboxedCommand command, const Clock &clock,
                                               std::chrono::milliseconds patience,
                                               std::stop_token stop)
{
    QProcess process;
    process.setProcessEnvironment(command.environment);
    process.setWorkingDirectory(command.workingDirectory);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    Waiter waiter(clock);
    QObject::connect(&process, &QProcess::finished, &waiter, &Waiter::wake);
    QObject::connect(&process, &QProcess::errorOccurred, &waiter, &Waiter::wake);
    const Deadline deadline(clock, patience);
    process.start(command.program, command.arguments, QIODevice::ReadOnly);
    Woken woken = Woken::Ready;
    while (woken == Woken::Ready && process.state() != QProcess::NotRunning)
        woken = co_await waiter.wait(stop, deadline.left());
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(kShellBurial);
    }
    const QString said = QString::fromUtf8(process.readAll()).trimmed().right(kMostSaid);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (woken == Woken::Timeout)
        co_return fail(Errc::Timeout, u"The command did not end in time."_s, said);
    if (process.error() != QProcess::UnknownError || process.exitStatus() != QProcess::NormalExit)
        co_return fail(Errc::Unavailable, u"The command could not be run."_s,
                       process.errorString());
    ShellLineEnd end;
    end.code = process.exitCode();
    end.said = said;
    co_return end;
}

} // namespace pilothouse
