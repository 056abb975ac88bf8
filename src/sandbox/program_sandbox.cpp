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
        sandbox = std::make_unique<UserSandbox>(std::move(plan), clock);
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

const VisibleFiles &ProgramSandbox::settings()
{
    if (!m_settings) {
        m_settings = visibleFiles(u"/etc"_s, m_plan.ownFiles);
        const VisibleFiles opt = visibleFiles(u"/opt"_s, m_plan.ownFiles);
        m_settings->open += opt.open;
        m_settings->closed += opt.closed;
    }
    return *m_settings;
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

namespace {

/// npm looks for them below its prefix.
QString npmSettings()
{
    for (const QString &path : {u"/usr/local/etc/npmrc"_s, u"/usr/etc/npmrc"_s, u"/etc/npmrc"_s}) {
        if (QFile::exists(path))
            return path;
    }
    return {};
}

bool makeExecutable(const QString &path)
{
    return chmod(QFile::encodeName(path).constData(), 0555) == 0;
}

/// Menus start what stands in for `program`, too: its entry without the folder.
bool writeEntry(const QString &program, const QString &folder)
{
    const QString place = u"/share/applications/"_s + program + u".desktop"_s;
    QFile entry(u"/usr"_s + place);
    if (!entry.open(QIODevice::ReadOnly))
        return true;
    const QByteArray command = program.toUtf8();
    const QByteArray path = "=/usr/bin/" + command;
    const QByteArray name = "=" + command;
    const QByteArray text = entry.readAll().replace(path, name);
    QFile own(folder + place);
    return QDir().mkpath(QFileInfo(own).path()) && own.open(QIODevice::WriteOnly) &&
           own.write(text) == text.size() &&
           own.setPermissions(QFile::ReadOwner | QFile::ReadOther);
}

/// The files of resources/desktop/session; of bin, those that stand for a program that is here.
Result<> copySettings(const QString &folder)
{
    const QString settings = u":/pilothouse/desktop/session"_s;
    QDirIterator items(settings, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (items.hasNext()) {
        const QString source = items.next();
        const QString name = source.mid(settings.size() + 1);
        const QString target = folder + u'/' + name;
        const QString program = QFileInfo(name).fileName();
        const bool stands = name.startsWith("bin/"_L1) && program != "sudo"_L1;
        if (stands && findProgram({program}).isEmpty())
            continue;
        const bool runs = name.startsWith("bin/"_L1) || name.startsWith("tools/"_L1);
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(source, target) ||
            (runs && !makeExecutable(target)) || (stands && !writeEntry(program, folder)))
            return fail(Errc::Io, u"The desktop's settings cannot be written."_s, target);
    }
    return {};
}

} // namespace

QProcessEnvironment ProgramSandbox::programEnvironment(const Places &places) const
{
    QProcessEnvironment environment = bareEnvironment(m_plan.mark);
    environment.insert(u"PATH"_s, places.settings + u"/bin:"_s + places.home + u"/.local/bin:"_s +
                                      environment.value(u"PATH"_s) + u':' + places.settings +
                                      u"/tools"_s);
    if (!m_plan.locale.isEmpty())
        environment.insert(u"LANG"_s, m_plan.locale);
    if (!m_plan.timeZone.isEmpty())
        environment.insert(u"TZ"_s, m_plan.timeZone);
    environment.insert(u"HOME"_s, places.home);
    environment.insert(u"USER"_s, u"user"_s);
    environment.insert(u"LOGNAME"_s, u"user"_s);
    environment.insert(u"SHELL"_s, u"/bin/bash"_s);
    environment.insert(u"TERM"_s, u"xterm-256color"_s);
    environment.insert(u"DISPLAY"_s, m_plan.display);
    environment.insert(u"XAUTHORITY"_s, places.settings + u"/xauth"_s);
    environment.insert(u"ICEWM_PRIVCFG"_s, places.settings + u"/icewm"_s);
    environment.insert(u"XDG_DATA_DIRS"_s,
                       places.settings + u"/share:/usr/local/share:/usr/share"_s);
    environment.insert(u"GIO_USE_VFS"_s, u"local"_s); // no daemon for folders of other machines
    environment.insert(u"ALSA_CONFIG_PATH"_s, places.settings + u"/asound.conf"_s);
    environment.insert(u"PULSE_CLIENTCONFIG"_s, places.settings + u"/pulse-client.conf"_s);
    environment.insert(u"ELECTRON_DISABLE_SANDBOX"_s, u"1"_s); // see bin/chromium
    // What is installed goes to ~/.local (home/.npmrc), and from where is the host's to say.
    if (const QString settings = npmSettings(); !settings.isEmpty())
        environment.insert(u"NPM_CONFIG_GLOBALCONFIG"_s, settings);
    if (!m_plan.noSoftware.isEmpty())
        environment.insert(u"PILOTHOUSE_NO_SOFTWARE"_s, m_plan.noSoftware); // bin/sudo says it
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
    if (auto copied = copySettings(folder); !copied)
        return fail(copied.error());
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
