#include "desktop/sandbox_choice.h"

#include "desktop/bwrap_layout.h"
#include "desktop/helper_program.h"
#include "desktop/session_users.h"

#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kProbePatience = 5000; // ms

/// Empty when the command ends well, else the last thing it said.
QString complaintOf(const SandboxedCommand &command, const QList<int> &descriptors)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(command.environment);
    process.setWorkingDirectory(command.workingDirectory);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([descriptors] {
        for (const int descriptor : descriptors)
            fcntl(descriptor, F_SETFD, 0);
    });
    process.start(command.program, command.arguments);
    if (!process.waitForFinished(kProbePatience))
        return process.errorString();
    const QString said = QString::fromUtf8(process.readAll()).trimmed().section(u'\n', -1);
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return said.isEmpty() ? u"it ended with code %1"_s.arg(process.exitCode()) : said;
}

std::optional<uid_t> probeUser()
{
    return geteuid() == 0 ? std::optional<uid_t>(SessionUsers::kLast) : std::nullopt;
}

QString whyNoBwrap()
{
    const QString bwrap = findProgram({u"bwrap"_s});
    if (bwrap.isEmpty())
        return u"bubblewrap is not installed: install the package bubblewrap"_s;
    if (helperProgram().isEmpty())
        return u"the program pilothouse-enter is missing beside pilothouse"_s;
    // As a session's sandbox is made: user dropped, a folder by descriptor, a network of its own.
    using HandOver = BwrapLayout::HandOver;
    BwrapLayout layout(probeUser() ? HandOver::Placed : HandOver::Descriptors);
    if (!layout.bind(u"/usr"_s, u"/mnt"_s, BwrapLayout::Access::ReadOnly))
        return u"/usr cannot be opened"_s;
    layout.option({u"--unshare-net"_s, u"--uid"_s, u"1000"_s, u"--gid"_s, u"1000"_s});
    const QString said = complaintOf(
        throughHelper({.user = probeUser(), .dieWithParent = true, .places = layout.places()},
                      bwrap, layout.arguments(u"/usr/bin/true"_s, {}), bareEnvironment()),
        layout.descriptors());
    if (said.isEmpty())
        return {};
    return said + u" (in a container, allow user namespaces: see the security notes)"_s;
}

QString whyNoUser()
{
    if (geteuid() != 0)
        return u"only root can run sessions as users of their own"_s;
    if (helperProgram().isEmpty())
        return u"the program pilothouse-enter is missing beside pilothouse"_s;
    return complaintOf(
        throughHelper({.user = probeUser()}, u"/usr/bin/true"_s, {}, bareEnvironment()), {});
}

SandboxReport probe()
{
    SandboxReport report;
    report.bwrapReason = whyNoBwrap();
    report.bwrapWorks = report.bwrapReason.isEmpty();
    report.userReason = whyNoUser();
    report.userWorks = report.userReason.isEmpty();
    if (report.bwrapWorks)
        report.strongest = SandboxMode::Bwrap;
    else if (report.userWorks)
        report.strongest = SandboxMode::User;
    return report;
}

} // namespace

const SandboxReport &sandboxReport()
{
    static const SandboxReport report = probe();
    return report;
}

QString describe(const SandboxReport &report)
{
    switch (report.strongest) {
    case SandboxMode::Bwrap:
        return report.userWorks
                   ? u"bwrap: each session has users, files, processes and IPC of its own"_s
                   : u"bwrap: each session has files, processes and IPC of its own"_s;
    case SandboxMode::User:
        return u"user: each session is a user of its own; other sessions' command lines are "
               u"visible "
               "and there is no network switch, for bubblewrap does not work: "_s +
               report.bwrapReason;
    case SandboxMode::Auto:
    case SandboxMode::None:
        break;
    }
    return u"none works here: "_s + report.bwrapReason + u"; "_s + report.userReason;
}

Result<SandboxMode> chooseSandbox(SandboxMode asked, const SandboxReport &report)
{
    switch (asked) {
    case SandboxMode::Bwrap:
        if (!report.bwrapWorks)
            return fail(Errc::Unavailable,
                        u"The sandbox bwrap does not work: "_s + report.bwrapReason);
        return asked;
    case SandboxMode::User:
        if (!report.userWorks)
            return fail(Errc::Unavailable,
                        u"The sandbox user does not work: "_s + report.userReason);
        return asked;
    case SandboxMode::None:
        return asked;
    case SandboxMode::Auto:
        break;
    }
    if (report.strongest == SandboxMode::None)
        return fail(Errc::Unavailable,
                    u"No sandbox works here; --sandbox none runs without one. "_s +
                        describe(report));
    return report.strongest;
}

} // namespace pilothouse
