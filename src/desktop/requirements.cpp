#include "desktop/requirements.h"

#include "desktop/window_manager.h"
#include "desktop/x_server.h"
#include "sandbox/helper_program.h"
#include "sandbox/limits/resource_limits.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/software/software_probe.h"

#include <QFile>
#include <QProcess>

#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

using Level = Requirement::Level;

constexpr quint64 kMebibyte = 1024 * 1024;
constexpr quint64 kSharedMemory = 256; // MiB; below it Firefox loses tabs
constexpr int kLookPatience = 5000;    // ms
const QString kAccessibilityRegistry =
    u"/usr/share/dbus-1/accessibility-services/org.a11y.atspi.Registry.service"_s;

Requirement programNeeded(const QString &name, Level level, const QString &found,
                          const QString &package)
{
    if (!found.isEmpty())
        return {name, level, true, found, {}};
    return {name, level, false, u"not installed"_s, u"apt-get install "_s + package};
}

Requirement helper()
{
    const QString found = helperProgram();
    if (!found.isEmpty())
        return {u"helper"_s, Level::Needed, true, found, {}};
    return {u"helper"_s, Level::Needed, false, u"pilothouse-enter is missing"_s,
            u"install it beside pilothouse"_s};
}

Requirement sandbox(SandboxMode asked)
{
    const SandboxReport &report = sandboxReport();
    const Result<SandboxMode> mode = chooseSandbox(asked, report);
    if (!mode)
        return {u"sandbox"_s, Level::Needed, false, mode.error().message,
                u"apt-get install bubblewrap, and allow user namespaces"_s};
    if (*mode == SandboxMode::Bwrap)
        return {u"sandbox"_s, Level::Needed, true, describe(*mode, report), {}};
    return {u"sandbox"_s, Level::Useful, false, describe(*mode, report),
            report.bwrapWorks ? u"set the sandbox to \"auto\""_s : u"make bubblewrap work"_s};
}

Requirement network(const DesktopConfig &config)
{
    const SandboxReport &report = sandboxReport();
    const auto mode = chooseSandbox(config.sandbox, report);
    if (!mode || !ownsNetwork(*mode))
        return {u"network"_s, Level::Useful, false, u"sessions share this machine's"_s,
                u"make bubblewrap work"_s};
    const bool works = config.egress.mode == EgressMode::None || report.networkReason.isEmpty();
    return {u"network"_s, Level::Needed, works,
            works ? u"each session has its own, egress \"%1\""_s.arg(name(config.egress.mode))
                  : report.networkReason,
            works ? QString() : u"or cut it: egress \"none\""_s};
}

Requirement limits(const DesktopConfig &config)
{
    const QString method = ResourceLimits::method();
    const auto mode = chooseSandbox(config.sandbox, sandboxReport());
    const bool countsProcesses = method != "prlimit"_L1 || !mode || !sharesUser(*mode);
    const QString detail = u"%1: %2 MiB and %3 processes per session"_s.arg(
        method, QString::number(config.limits.memory),
        countsProcesses ? QString::number(config.limits.processes) : u"any number of"_s);
    if (method != "prlimit"_L1)
        return {u"limits"_s, Level::Useful, true, detail, {}};
    return {u"limits"_s, Level::Useful, false, detail + u"; memory is looked at each second only"_s,
            u"give the server a control group of its own (systemd: Delegate=yes)"_s};
}

Requirement accessibility()
{
    const QString fix = u"apt-get install at-spi2-core"_s;
    if (sightProgram().isEmpty())
        return {u"accessibility"_s, Level::Useful, false, u"pilothouse-sight is missing"_s,
                u"install it beside pilothouse"_s};
    if (!QFile::exists(kAccessibilityRegistry))
        return {u"accessibility"_s, Level::Useful, false,
                u"nobody can tell what has the keyboard"_s, fix};
    return {u"accessibility"_s, Level::Useful, true, u"tells what has the keyboard"_s, {}};
}

Requirement software(const DesktopConfig &config)
{
    const QString reason = whyNoSoftware(config);
    if (!reason.isEmpty())
        return {u"software"_s,
                Level::Useful,
                false,
                u"sessions cannot install software: "_s + reason,
                {}};
    return {u"software"_s,
            Level::Useful,
            true,
            config.software ? u"sessions install their own with sudo"_s
                            : u"sessions with the option \"software\" install their own"_s,
            {}};
}

Requirement fonts()
{
    const QString program = findProgram({u"fc-list"_s});
    const QString fix = u"apt-get install fontconfig fonts-dejavu-core fonts-noto-cjk"_s;
    if (program.isEmpty())
        return {u"fonts"_s, Level::Useful, false, u"fontconfig is not installed"_s, fix};
    QProcess process;
    process.start(program, {u":"_s, u"family"_s});
    process.waitForFinished(kLookPatience);
    const QString families = QString::fromUtf8(process.readAllStandardOutput());
    QStringList missing;
    if (!families.contains("DejaVu Sans Mono"_L1))
        missing << u"DejaVu"_s;
    if (!families.contains("CJK"_L1))
        missing << u"Chinese, Japanese and Korean"_s;
    if (!families.contains("Emoji"_L1))
        missing << u"emoji"_s;
    if (missing.isEmpty())
        return {u"fonts"_s, Level::Useful, true, u"DejaVu, CJK, emoji"_s, {}};
    return {u"fonts"_s, Level::Useful, false, u"missing: "_s + missing.join(u", "_s),
            fix + u" fonts-noto-color-emoji"_s};
}

Requirement sharedMemory(SandboxMode asked)
{
    const Result<SandboxMode> mode = chooseSandbox(asked, sandboxReport());
    if (mode && *mode == SandboxMode::Bwrap)
        return {u"shared memory"_s, Level::Useful, true, u"each sandbox has its own"_s, {}};
    struct statvfs found
    {
    };
    const bool isOpen = statvfs("/dev/shm", &found) == 0 && access("/dev/shm", W_OK) == 0;
    const quint64 size = isOpen ? found.f_blocks * found.f_frsize / kMebibyte : 0;
    const QString detail = isOpen ? u"/dev/shm holds %1 MiB"_s.arg(size)
                                  : u"/dev/shm is missing or cannot be written"_s;
    if (size >= kSharedMemory)
        return {u"shared memory"_s, Level::Useful, true, detail, {}};
    return {u"shared memory"_s, Level::Useful, false, detail,
            u"give the container 256 MiB of shared memory or more"_s};
}

/// Without bubblewrap the X server's own folder is needed; it has no other.
Requirement temporaryFolder(SandboxMode asked)
{
    const Result<SandboxMode> mode = chooseSandbox(asked, sandboxReport());
    if (mode && *mode == SandboxMode::Bwrap)
        return {u"temporary files"_s, Level::Needed, true, u"each sandbox has its own"_s, {}};
    if (access("/tmp", W_OK | X_OK) == 0)
        return {u"temporary files"_s, Level::Needed, true, u"/tmp"_s, {}};
    return {u"temporary files"_s, Level::Needed, false,
            u"/tmp cannot be written, and X servers need it"_s,
            u"give the container --tmpfs /tmp:mode=1777"_s};
}

/// Where sessions share a user a cookie tells them apart on it, and that mechanism wants a name.
Requirement sessionBus(SandboxMode asked)
{
    const QString program = findProgram({u"dbus-daemon"_s});
    const Result<SandboxMode> mode = chooseSandbox(asked, sandboxReport());
    if (program.isEmpty() || !mode || canHaveBus(*mode))
        return programNeeded(u"session bus"_s, Level::Useful, program, u"dbus-daemon"_s);
    return {u"session bus"_s, Level::Useful, false,
            u"user %1 has no name, so none is safe: nobody can tell what has the keyboard"_s.arg(
                geteuid()),
            u"add a line for this user to /etc/passwd"_s};
}

Requirement runtimeFolder(const QString &folder)
{
    const auto made = RuntimeFolder::create(folder);
    if (made)
        return {u"runtime folder"_s, Level::Needed, true, folder, {}};
    return {u"runtime folder"_s, Level::Needed, false,
            made.error().message + u" "_s + made.error().detail,
            u"give the server a folder of its own that it can write to"_s};
}

} // namespace

QList<Requirement> desktopRequirements(const DesktopConfig &config)
{
    return {
        programNeeded(u"X server"_s, Level::Needed, xServerProgram(),
                      u"tigervnc-standalone-server"_s),
        programNeeded(u"window manager"_s, Level::Needed, findProgram({u"icewm"_s}), u"icewm"_s),
        helper(),
        sandbox(config.sandbox),
        network(config),
        limits(config),
        software(config),
        runtimeFolder(config.runtimeDir),
        temporaryFolder(config.sandbox),
        programNeeded(u"browser"_s, Level::Useful, findProgram({u"firefox-esr"_s, u"firefox"_s}),
                      u"firefox-esr"_s),
        programNeeded(u"terminal"_s, Level::Useful, findProgram({u"xterm"_s}), u"xterm"_s),
        programNeeded(u"file manager"_s, Level::Useful, findProgram({u"pcmanfm"_s}), u"pcmanfm"_s),
        programNeeded(u"text editor"_s, Level::Useful, findProgram({u"mousepad"_s}), u"mousepad"_s),
        sessionBus(config.sandbox),
        accessibility(),
        fonts(),
        sharedMemory(config.sandbox),
    };
}

} // namespace pilothouse
