#include "sandbox/sandbox_choice.h"

#include "sandbox/bwrap_layout.h"
#include "sandbox/enter/landlock.h"
#include "sandbox/helper_program.h"
#include "sandbox/session_users.h"

#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kProbePatience = 5000; // ms

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
    const QString said = complaintOf(throughHelper({.user = probeUser(),
                                                    .dieWithParent = true,
                                                    .places = layout.places(),
                                                    .descriptors = layout.descriptors()},
                                                   bwrap, layout.arguments(u"/usr/bin/true"_s, {}),
                                                   bareEnvironment()),
                                     layout.descriptors());
    if (said.isEmpty())
        return {};
    return said + u" (in a container, allow user namespaces: see the security notes)"_s;
}

QString whyNoNetwork()
{
    if (egressProgram().isEmpty())
        return u"the program pilothouse-egress is missing beside pilothouse"_s;
    if (findProgram({u"slirp4netns"_s}).isEmpty())
        return u"slirp4netns is not installed: install the package slirp4netns"_s;
    constexpr char kTun[] = "/dev/net/tun";
    if (access(kTun, F_OK) != 0)
        return u"there is no /dev/net/tun (a container must be given this device)"_s;
    if (geteuid() != 0 && access(kTun, R_OK | W_OK) != 0) // root opens it for the session
        return u"only root may open /dev/net/tun (chmod 666, as udev does)"_s;
    return {};
}

QString whyNoUser()
{
    if (geteuid() != 0)
        return u"only root can run sessions as users of their own"_s;
    if (helperProgram().isEmpty())
        return u"the program pilothouse-enter is missing beside pilothouse"_s;
    return complaintOf(throughHelper({.user = probeUser(), .filter = true}, u"/usr/bin/true"_s, {},
                                     bareEnvironment()),
                       {});
}

QString whyNoLandlock()
{
    if (landlockVersion() == 0)
        return u"the kernel has no Landlock (Linux 5.13), or it is switched off"_s;
    return complaintOf(throughHelper({.user = probeUser(), .landlock = true, .filter = true},
                                     u"/usr/bin/true"_s, {}, bareEnvironment()),
                       {});
}

SandboxReport probe()
{
    SandboxReport report;
    report.bwrapReason = whyNoBwrap();
    report.bwrapWorks = report.bwrapReason.isEmpty();
    report.networkReason = whyNoNetwork();
    report.userReason = whyNoUser();
    report.userWorks = report.userReason.isEmpty();
    report.oneUser = geteuid() != 0;
    // It closes files and memory; only users keep sessions apart from each other.
    report.landlockReason =
        report.userWorks || report.oneUser ? whyNoLandlock() : report.userReason;
    report.landlockWorks = report.landlockReason.isEmpty();
    report.landlockVersion = landlockVersion();
    if (report.bwrapWorks)
        report.strongest = SandboxMode::Bwrap;
    else if (report.landlockWorks)
        report.strongest = SandboxMode::Landlock;
    else if (report.userWorks)
        report.strongest = SandboxMode::User;
    return report;
}

const QString kSharedNetwork =
    u"they share this machine's network, so their programs reach what listens on its loopback "
    "addresses, this server too, and no egress rule has a hold on them"_s;

QString describeLandlock(const SandboxReport &report)
{
    const QString head = u"landlock %1: "_s.arg(report.landlockVersion);
    if (!report.oneUser)
        return head +
               u"each session is a user of its own and opens only its own files and the "
               "system's; other sessions' command lines are visible and "_s +
               kSharedNetwork;
    return head +
           u"programs open only their session's files and the system's, and reach neither the "
           "server's files nor its memory and environment; they share its user, so sessions are "
           "not safe from each other's programs, and "_s +
           kSharedNetwork +
           (report.landlockVersion < 6 ? u"; they can end the server (Linux 6.12 prevents it)"_s
                                       : QString());
}

QString whyNotStronger(const QString &reason)
{
    return reason.isEmpty() ? QString() : u" ("_s + reason + u")"_s;
}

} // namespace

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

bool sharesUser(SandboxMode mode)
{
    return mode == SandboxMode::None || (mode == SandboxMode::Landlock && geteuid() != 0);
}

const SandboxReport &sandboxReport()
{
    static const SandboxReport report = probe();
    return report;
}

QString describe(SandboxMode mode, const SandboxReport &report)
{
    switch (mode) {
    case SandboxMode::Bwrap:
        return report.userWorks
                   ? u"bwrap: each session has users, files, processes, IPC and network of its own"_s
                   : u"bwrap: each session has files, processes, IPC and network of its own"_s;
    case SandboxMode::Landlock:
        return describeLandlock(report) + whyNotStronger(report.bwrapReason);
    case SandboxMode::User:
        return u"user: each session is a user of its own; files that everybody on the host may "
               "read and other sessions' command lines are visible, and "_s +
               kSharedNetwork + whyNotStronger(report.landlockReason);
    case SandboxMode::Auto:
    case SandboxMode::None:
        break;
    }
    return u"none: programs run as the server's own user, with all its rights"_s;
}

Result<SandboxMode> chooseSandbox(SandboxMode asked, const SandboxReport &report)
{
    const auto whenItWorks = [asked](bool works, const QString &reason) -> Result<SandboxMode> {
        if (works)
            return asked;
        return fail(Errc::Unavailable,
                    u"The sandbox %1 does not work: %2"_s.arg(name(asked), reason));
    };
    switch (asked) {
    case SandboxMode::Bwrap:
        return whenItWorks(report.bwrapWorks, report.bwrapReason);
    case SandboxMode::Landlock:
        return whenItWorks(report.landlockWorks, report.landlockReason);
    case SandboxMode::User:
        return whenItWorks(report.userWorks, report.userReason);
    case SandboxMode::None:
        return asked;
    case SandboxMode::Auto:
        break;
    }
    if (report.strongest == SandboxMode::None)
        return fail(
            Errc::Unavailable,
            u"No sandbox works here; sandbox \"none\" runs without one. bwrap: %1; user: %2"_s.arg(
                report.bwrapReason, report.userReason));
    return report.strongest;
}

bool ownsNetwork(SandboxMode sandbox)
{
    return sandbox == SandboxMode::Bwrap;
}

Result<> canHold(EgressMode egress, SandboxMode sandbox, const SandboxReport &report)
{
    if (!ownsNetwork(sandbox)) {
        if (egress == EgressMode::All)
            return {};
        return fail(Errc::Unavailable,
                    u"Only bubblewrap can hold the egress \"%1\"; the sandbox here is %2."_s.arg(
                        name(egress), name(sandbox)));
    }
    if (egress == EgressMode::None || report.networkReason.isEmpty())
        return {};
    return fail(Errc::Unavailable,
                u"Sessions get no network here: %1."_s.arg(report.networkReason));
}

} // namespace pilothouse
