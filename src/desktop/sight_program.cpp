#include "desktop/sight_program.h"

#include "core/deadline.h"
#include "core/wait.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace pilothouse {

namespace {

constexpr auto kStart = 400ms;               // it also has to start, beside others
constexpr int kBurialPatience = 500;         // ms until a killed process is buried
constexpr qint64 kLongestLine = 1024 * 1024; // a thousand elements take about 200 KiB

} // namespace

SandboxedCommand sightCommand(const ProgramSandbox &sandbox, const QStringList &more,
                              std::chrono::milliseconds patience)
{
    return sandbox.wrap(sandbox.settingsInside() + u"/sight"_s,
                        QStringList(QString::number(patience.count())) + more);
}

QCoro::Task<Result<QByteArray>> askSight(SandboxedCommand command, QByteArray input,
                                         const Clock &clock, std::stop_token stop,
                                         std::chrono::milliseconds patience)
{
    QProcess process;
    process.setProcessEnvironment(command.environment);
    process.setWorkingDirectory(command.workingDirectory);
    process.setStandardErrorFile(QProcess::nullDevice());
    Waiter waiter(clock);
    QObject::connect(&process, &QProcess::finished, &waiter, &Waiter::wake);
    QObject::connect(&process, &QProcess::errorOccurred, &waiter, &Waiter::wake);
    QObject::connect(&process, &QProcess::readyRead, &waiter, &Waiter::wake);
    const Deadline deadline(clock, patience + kStart);
    process.start(command.program, command.arguments, QIODevice::ReadWrite);
    process.write(input);
    process.closeWriteChannel();
    Woken woken = Woken::Ready;
    while (woken == Woken::Ready && process.state() != QProcess::NotRunning &&
           process.bytesAvailable() <= kLongestLine)
        woken = co_await waiter.wait(stop, deadline.left());
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(kBurialPatience);
    }
    QByteArray line = process.readLine(kLongestLine);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (woken == Woken::Timeout)
        co_return fail(Errc::Unavailable, u"The program that has the keyboard does not answer."_s);
    if (!line.endsWith('\n'))
        co_return fail(Errc::Unavailable, u"Nothing says what shows on the screen."_s,
                       process.errorString());
    co_return line;
}

} // namespace pilothouse
