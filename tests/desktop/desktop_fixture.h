#pragma once

#include "desktop/desktop.h"
#include "sandbox/process_scan.h"
#include "sandbox/sandbox_choice.h"

#include <QCoroTask>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace pilothouse {

/// A place for the desktops of one test: a short path, for sockets allow 107 bytes, and passable,
/// so that the sessions' users find their files.
class DesktopPlace
{
public:
    explicit DesktopPlace(SandboxMode mode = SandboxMode::Auto)
        : m_folder(QStringLiteral("/tmp/ph-XXXXXX"))
    {
        chmod(QFile::encodeName(m_folder.path()).constData(), 0711);
        config.runtimeDir = path(QStringLiteral("run"));
        config.homesDir = path(QStringLiteral("homes"));
        config.sandbox = mode;
        config.software = qEnvironmentVariableIsSet("PILOTHOUSE_TEST_SOFTWARE");
        config.startTimeout = std::chrono::seconds(60); // other tests run at the same time
    }

    DesktopConfig config;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    Result<std::unique_ptr<Desktop>> open(SessionId session = {randomUuid()}) const
    {
        return QCoro::waitFor(Desktop::open(session, config, systemClock(), {}));
    }

private:
    QTemporaryDir m_folder;
};

/// Every way to keep sessions apart that works on this machine, the strongest first.
inline QList<SandboxMode> sandboxesHere()
{
    QList<SandboxMode> modes;
    for (const auto mode : {SandboxMode::Bwrap, SandboxMode::Landlock, SandboxMode::User}) {
        if (chooseSandbox(mode, sandboxReport()))
            modes << mode;
    }
    return modes;
}

struct Outcome
{
    int code = -1;      ///< -1: it crashed, or did not end in time
    QString output;     ///< standard output, trimmed
    QString complaints; ///< standard error, trimmed
};

inline constexpr int kPatience = 120'000; // ms; browsers start slowly beside other tests

inline Outcome runProgram(const SandboxedCommand &command)
{
    QProcess process;
    process.setProcessEnvironment(command.environment);
    process.setWorkingDirectory(command.workingDirectory);
    process.start(command.program, command.arguments);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(kPatience);
    return {ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
            QString::fromUtf8(process.readAllStandardError()).trimmed()};
}

/// Runs a shell line inside of a sandbox, with all that wrap() gives.
inline Outcome runInside(const Sandbox &sandbox, const QString &line)
{
    return runProgram(sandbox.wrap(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), line}));
}

/// Starts a program as the desktop's menu does: it appears when it appears.
inline void startInside(const Sandbox &sandbox, const QString &line)
{
    runInside(sandbox, QStringLiteral("setsid %1 >/dev/null 2>&1 & disown").arg(line));
}

inline QByteArray commandLine(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Whether some process has `argument` in its command line.
inline bool isRunning(const QByteArray &argument)
{
    for (const ProcessEntry &process : listProcesses()) {
        if (commandLine(process.pid).contains(argument))
            return true;
    }
    return false;
}

/// Ends the test unless `result` is a value.
#define VERIFY_OPENED(result)                                                                      \
    QVERIFY2((result).has_value(),                                                                 \
             (result) ? ""                                                                         \
                      : qPrintable((result).error().message + u" | " + (result).error().detail))

} // namespace pilothouse
