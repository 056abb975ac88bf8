#pragma once

#include "desktop/desktop.h"
#include "desktop/program_sandbox.h"

#include <QCoroTask>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace pilothouse {

/// A place for desktops of one test: short paths, for sockets allow 107 bytes, and passable, so
/// that the sessions' users find their files.
class DesktopPlace
{
public:
    DesktopPlace() : m_folder(QStringLiteral("/tmp/ph-XXXXXX"))
    {
        QFile::setPermissions(m_folder.path(), QFileDevice::Permissions(0x7711));
        config.runtimeDir = m_folder.filePath(QStringLiteral("run"));
        config.homesDir = m_folder.filePath(QStringLiteral("homes"));
    }

    DesktopConfig config;

    Result<std::unique_ptr<Desktop>> open(SessionId session = {randomUuid()})
    {
        return QCoro::waitFor(Desktop::open(session, config, {}));
    }

private:
    QTemporaryDir m_folder;
};

struct Outcome
{
    int code = -1;
    QString output;     ///< standard output, trimmed
    QString complaints; ///< standard error
};

/// Runs a shell line inside of a sandbox, with all that wrap() gives.
inline Outcome runInside(const Sandbox &sandbox, const QString &line)
{
    const SandboxedCommand command =
        sandbox.wrap(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), line});
    QProcess process;
    process.setProcessEnvironment(command.environment);
    process.setWorkingDirectory(command.workingDirectory);
    process.start(command.program, command.arguments);
    process.closeWriteChannel();
    process.waitForFinished(20'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
            QString::fromUtf8(process.readAllStandardError()).trimmed()};
}

} // namespace pilothouse
