#include "sandbox/bwrap_sandbox.h"

#include "core/wait.h"
#include "sandbox/bwrap_layout.h"
#include "sandbox/enter/root_ids.h"
#include "sandbox/helper_program.h"
#include "sandbox/memory_files.h"
#include "sandbox/session_users.h"
#include "sandbox/system_folders.h"

#include <QCoroFuture>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr auto kHome = "/home/user"_L1;
constexpr auto kPrivate = "/run/pilothouse"_L1;
constexpr auto kInit = "/run/pilothouse-init"_L1;
constexpr auto kRuntime = "/run/user/1000"_L1;
constexpr auto kRootSocket = "/run/pilothouse-root"_L1; // bin/sudo knows it, too
constexpr auto kUser = "1000"_L1;                       // what the session's user is called inside

} // namespace

BwrapSandbox::BwrapSandbox(Plan plan, const Clock &clock)
    : ProgramSandbox(std::move(plan)), m_clock(clock), m_holder(u"The sandbox"_s),
      m_root(u"The sandbox's root"_s), m_network(clock)
{
    connect(&m_holder, &VitalProcess::said, this, &BwrapSandbox::onSaid);
    connect(&m_holder, &VitalProcess::ended, this, &BwrapSandbox::ended);
    connect(&m_network, &SessionNetwork::ended, this, &BwrapSandbox::ended);
    connect(&m_network, &SessionNetwork::refused, this, &BwrapSandbox::egressRefused);
    connect(&m_network, &SessionNetwork::requestsOpen, this, &BwrapSandbox::requestsOpen);
}

void BwrapSandbox::kill()
{
    m_network.kill();
    m_root.kill();
    // The holder is the sandbox's root, whose end does not reach process 1, which is another user.
    if (hasRoot() && m_init > 0 && m_holder.isRunning())
        ::kill(m_init, SIGKILL);
    m_holder.kill();
}

void BwrapSandbox::allowHost(const QString &entry)
{
    ProgramSandbox::allowHost(entry);
    m_network.allow(entry);
}

void BwrapSandbox::watchRequests(bool on)
{
    if (plan().egress.mode != EgressMode::None)
        m_network.watchRequests(on);
}

QString BwrapSandbox::homeInside() const
{
    return kHome;
}

QString BwrapSandbox::settingsInside() const
{
    return kPrivate;
}

QCoro::Task<Result<>> BwrapSandbox::start(std::chrono::milliseconds timeout, std::stop_token stop)
{
    const Result<QString> privateFolder = makePrivateFolder();
    if (!privateFolder)
        co_return fail(privateFolder.error());
    if (auto written = writeResolverSettings(*privateFolder); !written)
        co_return written;
    if (const Result<> laid = co_await layOver(*privateFolder); !laid)
        co_return laid;
    Waiter waiter(m_clock);
    connect(this, &BwrapSandbox::ready, &waiter, &Waiter::wake);
    connect(&m_holder, &VitalProcess::ended, &waiter, &Waiter::wake);
    if (auto launched = launch(*privateFolder); !launched)
        co_return launched;
    const Woken woken = co_await waiter.wait(stop, timeout);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (!m_holder.isRunning())
        co_return fail(m_holder.endReason());
    if (woken == Woken::Timeout || m_init == 0)
        co_return fail(Errc::Timeout, u"The sandbox did not start in time."_s);
    m_namespace = namespaceOf(m_init, "pid");
    startRoot();
    openPaths({.root = u"/proc/%1/root"_s.arg(m_init),
               .home = kHome,
               .writable = QStringList{kHome, u"/tmp"_s},
               .readable = {u"/usr"_s, u"/etc"_s, u"/opt"_s, u"/bin"_s, u"/lib"_s},
               .user = plan().user});
    if (plan().egress.mode == EgressMode::None)
        co_return Result<>();
    SessionNetwork::Plan network;
    network.rules = plan().egress;
    network.inside = m_init;
    network.user = plan().user;
    network.mark = plan().mark;
    network.groups = plan().limits.groups;
    const Result<> connected = co_await m_network.start(std::move(network), timeout, stop);
    co_return connected;
}

/// What the session sees of the system is made beside the main thread: it is thousands of files.
QCoro::Task<Result<>> BwrapSandbox::layOver(QString privateFolder)
{
    if (!hasRoot())
        co_return Result<>();
    SoftwarePlan software;
    software.kept = plan().software;
    software.own = plan().folder + u"/system"_s;
    software.settings = privateFolder + u"/etc"_s;
    software.closed = settings().closed;
    software.ownFiles = plan().ownFiles;
    software.rootIds = SessionUsers::rootIds(*plan().user);
    const QFuture<Result<QList<SystemOverlay>>> making =
        QtConcurrent::run([software] { return makeSoftware(software); });
    const auto made = co_await making;
    if (!made)
        co_return fail(made.error());
    m_overlays = *made;
    co_return Result<>();
}

Result<> BwrapSandbox::launch(const QString &privateFolder)
{
    using HandOver = BwrapLayout::HandOver;
    using Users = BwrapLayout::Users;
    BwrapLayout layout(plan().user ? HandOver::Placed : HandOver::Descriptors, plan().memory,
                       hasRoot() ? Users::Own : Users::One);
    layout.option({u"--unshare-net"_s, u"--info-fd"_s, u"1"_s});
    if (!addFolders(layout, privateFolder))
        return fail(Errc::Io, u"The session's folders cannot be opened."_s, plan().folder);
    HelperSteps steps{.user = plan().user,
                      .dieWithParent = true,
                      .dieWithInput = true,
                      .places = layout.places(),
                      .descriptors = layout.descriptors()};
    if (hasRoot()) {
        steps.ownUsers = layout.ownUsers();
        steps.ownUsers->rootIds = SessionUsers::rootIds(*plan().user);
        steps.limits = ProgramLimits{.processes = plan().limits.processes};
    }
    m_holder.keepInputOpen();
    m_holder.start(throughHelper(steps, findProgram({u"bwrap"_s}),
                                 layout.arguments(kInit, {u"--init"_s, kRuntime}),
                                 programEnvironment({kPrivate, kHome, kRuntime})),
                   layout.descriptors());
    return {};
}

bool BwrapSandbox::addFolders(BwrapLayout &layout, const QString &privateFolder)
{
    using Access = BwrapLayout::Access;
    if (hasRoot()) {
        addOwnSystem(layout);
    } else {
        layout.option({u"--uid"_s, kUser, u"--gid"_s, kUser});
        addSystem(layout);
        layout.option({u"--dir"_s, u"/var/tmp"_s});
    }
    layout.option({u"--perms"_s, u"0700"_s, u"--dir"_s, kRuntime});
    return layout.bind(privateFolder, kPrivate, Access::ReadOnly) &&
           layout.bind(helperProgram(), kInit, Access::ReadOnly) &&
           layout.bind(plan().xSocketFolder, u"/tmp/.X11-unix"_s, Access::ReadOnly) &&
           layout.bind(plan().home, kHome, Access::ReadWrite) &&
           (hasRoot() || bindOwnSettings(layout, privateFolder + u"/etc/"_s));
}

/// The system with what the session has changed of it. Folders on the way to the user's are root's
/// here, and open to all.
void BwrapSandbox::addOwnSystem(BwrapLayout &layout) const
{
    for (const SystemOverlay &overlay : m_overlays)
        layout.addOverlay(overlay);
    layout.bindMapped(plan().software + u"/root"_s, u"/root"_s);
    for (const QString &folder : {u"/home"_s, u"/run/user"_s})
        layout.option({u"--perms"_s, u"0755"_s, u"--dir"_s, folder});
    layout.option({u"--perms"_s, u"1777"_s, u"--dir"_s, u"/run/lock"_s});
}

/// Programs do without if they must.
void BwrapSandbox::startRoot()
{
    if (!hasRoot())
        return;
    QProcessEnvironment environment = programEnvironment({kPrivate, kHome, kRuntime});
    environment.insert(u"HOME"_s, u"/root"_s);
    const HelperSteps steps{.user = plan().user,
                            .join = m_init,
                            .asRoot = true,
                            .limits = plan().limits,
                            .filter = true};
    m_root.start(throughHelper(steps, kInit, {u"--serve-root"_s, kRootSocket}, environment));
}

/// The host's settings and what else it has for its programs, but for its secrets.
void BwrapSandbox::addSystem(BwrapLayout &layout)
{
    layout.readOnly({u"/etc"_s, u"/opt"_s});
    for (const char *path : kPackageFolders)
        layout.readOnly({QString::fromLatin1(path)});
    for (const QString &path : settings().closed)
        layout.close(path);
    for (const QString &path : plan().ownFiles) {
        if (path.startsWith("/usr/"_L1) && QFile::exists(path))
            layout.close(path);
    }
}

/// Settings that are not the host's. One that is a link there lies where it leads to, and without
/// /etc/machine-id programs look where dbus keeps it.
bool BwrapSandbox::bindOwnSettings(BwrapLayout &layout, const QString &folder)
{
    for (const QString &name :
         {u"passwd"_s, u"group"_s, u"machine-id"_s, u"hosts"_s, u"resolv.conf"_s}) {
        const QFileInfo there(u"/etc/"_s + name);
        QString inside = there.isSymLink() ? there.canonicalFilePath() : there.filePath();
        if (!there.exists())
            inside = name == "machine-id"_L1 ? u"/var/lib/dbus/machine-id"_s : QString();
        if (!inside.isEmpty() && !layout.bind(folder + name, inside, BwrapLayout::Access::ReadOnly))
            return false;
    }
    return true;
}

Result<> BwrapSandbox::writeResolverSettings(const QString &privateFolder) const
{
    QFile file(privateFolder + u"/etc/resolv.conf"_s);
    const QByteArray text = SessionNetwork::resolverSettings(plan().egress.mode);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() ||
        !file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther))
        return fail(Errc::Io, u"The session's resolver cannot be set."_s, file.errorString());
    return {};
}

void BwrapSandbox::onSaid(const QByteArray &line)
{
    // First bubblewrap's report in JSON, a member a line; then our process 1.
    if (line.startsWith("\"child-pid\":"))
        m_init = line.sliced(line.indexOf(':') + 1).replace(',', "").trimmed().toInt();
    else if (line == "ready")
        emit ready();
}

SandboxedCommand BwrapSandbox::wrap(const QString &program, const QStringList &arguments,
                                    const QList<int> &descriptors) const
{
    const HelperSteps steps{.user = plan().user,
                            .join = m_init,
                            .limits = plan().limits,
                            .filter = true,
                            .descriptors = descriptors};
    return throughHelper(steps, program, arguments,
                         programEnvironment({kPrivate, kHome, kRuntime}));
}

qint64 BwrapSandbox::memoryFiles() const
{
    qint64 used = 0;
    for (const QString &folder : BwrapLayout::inMemory())
        used += usedInMemory(u"/proc/%1/root"_s.arg(m_init) + folder);
    return used;
}

bool BwrapSandbox::isOurs(const ProcessEntry &process) const
{
    const uid_t user = plan().user.value_or(geteuid());
    const bool isRoots = hasRoot() && process.uid - SessionUsers::rootIds(user) < kRootIds;
    return m_namespace != 0 && (process.uid == user || isRoots) && process.pid != m_init &&
           namespaceOf(process.pid, "pid") == m_namespace;
}

} // namespace pilothouse

#include "moc_bwrap_sandbox.cpp"
