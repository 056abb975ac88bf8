#include "sandbox/program_sandbox.h"

#include "sandbox/acting_as.h"
#include "sandbox/bwrap_sandbox.h"
#include "sandbox/display_cookie.h"
#include "sandbox/helper_program.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/user_sandbox.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

QCoro::Task<Result<std::unique_ptr<ProgramSandbox>>>
ProgramSandbox::open(Plan plan, const Clock &clock, std::chrono::milliseconds timeout,
                     std::stop_token stop)
{
    std::unique_ptr<ProgramSandbox> sandbox;
    if (plan.mode == SandboxMode::Bwrap)
        sandbox = std::make_unique<BwrapSandbox>(std::move(plan), clock);
    else
        sandbox = std::make_unique<UserSandbox>(std::move(plan));
    const Result<> started = co_await sandbox->start(timeout, stop);
    if (!started)
        co_return fail(started.error());
    co_return sandbox;
}

int ProgramSandbox::killTree(const QString &marker)
{
    const std::string entry = marker.toStdString();
    return killProcesses([&](const ProcessEntry &process) {
        return isOurs(process) &&
               (entry.empty() || environmentHas(environmentOf(process.pid), entry));
    });
}

void ProgramSandbox::allowHost(const QString &entry)
{
    m_plan.egress.hosts.append(entry);
}

void ProgramSandbox::openPaths(SandboxPaths::View view)
{
    m_paths = std::make_unique<SandboxPaths>(std::move(view));
}

Result<QString> ProgramSandbox::hostPath(const QString &insidePath, bool forWriting) const
{
    if (!m_paths)
        return fail(Errc::Unavailable, u"The session's desktop is gone."_s);
    if (forWriting && m_isFull)
        return fail(Errc::TooLarge, u"The session's files take up more than their share: delete "
                                    "some, and try again in some seconds."_s);
    return m_paths->resolve(insidePath, forWriting);
}

std::string ProgramSandbox::environmentOf(pid_t pid) const
{
    const ActingAs user(m_plan.user);
    return readEnvironment(pid);
}

QProcessEnvironment ProgramSandbox::programEnvironment(const Places &places) const
{
    QProcessEnvironment environment = bareEnvironment(m_plan.mark);
    environment.insert(u"PATH"_s, places.settings + u"/bin:"_s + environment.value(u"PATH"_s));
    environment.insert(u"HOME"_s, places.home);
    environment.insert(u"USER"_s, u"user"_s);
    environment.insert(u"LOGNAME"_s, u"user"_s);
    environment.insert(u"SHELL"_s, u"/bin/bash"_s);
    environment.insert(u"TERM"_s, u"xterm-256color"_s);
    environment.insert(u"DISPLAY"_s, m_plan.display);
    environment.insert(u"XAUTHORITY"_s, places.settings + u"/xauth"_s);
    environment.insert(u"ICEWM_PRIVCFG"_s, places.settings + u"/icewm"_s);
    environment.insert(u"BROWSER"_s, u"firefox-esr"_s);
    environment.insert(u"MOZ_CRASHREPORTER_DISABLE"_s, u"1"_s); // its window would ask
    environment.insert(u"XDG_RUNTIME_DIR"_s, places.runtime);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + places.runtime + u"/bus"_s);
    addAccessibility(environment);
    return environment;
}

/// The session's bus is also the one for accessibility, so nothing more runs for it than the
/// registry, once a program asks for that.
void ProgramSandbox::addAccessibility(QProcessEnvironment &environment) const
{
    if (!m_plan.accessibility) {
        // Nobody reads the screen aloud here: GTK need not look for an accessibility bus.
        environment.insert(u"NO_AT_BRIDGE"_s, u"1"_s);
        environment.insert(u"GTK_A11Y"_s, u"none"_s);
        return;
    }
    environment.insert(u"AT_SPI_BUS_ADDRESS"_s, environment.value(u"DBUS_SESSION_BUS_ADDRESS"_s));
    environment.insert(u"GNOME_ACCESSIBILITY"_s, u"1"_s); // Firefox, Chromium
    environment.insert(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s, u"1"_s);
}

Result<QString> ProgramSandbox::makePrivateFolder() const
{
    const QString folder = m_plan.folder + u"/programs"_s;
    if (auto made = makeFolder(folder, 0700, {}); !made)
        return fail(made.error());
    if (auto written = writePrivateFile(folder + u"/xauth"_s, xauthorityWith(m_plan.cookie));
        !written)
        return fail(written.error());
    const QString settings = u":/pilothouse/desktop/session"_s;
    QDirIterator items(settings, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (items.hasNext()) {
        const QString source = items.next();
        const QString target = folder + source.mid(settings.size());
        const bool stands = source.startsWith(settings + u"/bin/"_s); // for a program
        if (stands && findProgram({QFileInfo(source).fileName()}).isEmpty())
            continue;
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(source, target) ||
            (stands && chmod(QFile::encodeName(target).constData(), 0555) != 0))
            return fail(Errc::Io, u"The desktop's settings cannot be written."_s, target);
    }
    if (m_plan.accessibility && !QFile::copy(sightProgram(), folder + u"/sight"_s))
        return fail(Errc::Unavailable,
                    u"The program pilothouse-sight is missing: it belongs beside pilothouse."_s);
    if (!m_plan.user)
        return folder;
    // Handed over file by file: whoever owns the folders could replace what is in them.
    const QByteArray cookie = QFile::encodeName(folder + u"/xauth"_s);
    if (chown(cookie.constData(), *m_plan.user, *m_plan.user) != 0 ||
        chmod(QFile::encodeName(folder).constData(), 0711) != 0)
        return fail(Errc::Io, u"The desktop's settings cannot be handed over."_s, folder);
    return folder;
}

} // namespace pilothouse

#include "moc_program_sandbox.cpp"
