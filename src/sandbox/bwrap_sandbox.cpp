#include "sandbox/bwrap_sandbox.h"

#include "core/wait.h"
#include "sandbox/bwrap_layout.h"
#include "sandbox/helper_program.h"
#include "sandbox/memory_files.h"
#include "sandbox/system_folders.h"

#include <QFile>
#include <QFileInfo>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr auto kHome = "/home/user"_L1;
constexpr auto kPrivate = "/run/pilothouse"_L1;
constexpr auto kInit = "/run/pilothouse-init"_L1;
constexpr auto kRuntime = "/run/user/1000"_L1;
constexpr auto kUser = "1000"_L1; // what the session's user is called inside

} // namespace

BwrapSandbox::BwrapSandbox(Plan plan, const Clock &clock)
    : ProgramSandbox(std::move(plan)), m_clock(clock), m_holder(u"The sandbox"_s), m_network(clock)
{
    connect(&m_holder, &VitalProcess::said, this, &BwrapSandbox::onSaid);
    connect(&m_holder, &VitalProcess::ended, this, &BwrapSandbox::ended);
    connect(&m_network, &SessionNetwork::ended, this, &BwrapSandbox::ended);
    connect(&m_network, &SessionNetwork::refused, this, &BwrapSandbox::egressRefused);
}

void BwrapSandbox::kill()
{
    m_network.kill();
    m_holder.kill();
}

void BwrapSandbox::allowHost(const QString &entry)
{
    ProgramSandbox::allowHost(entry);
    m_network.allow(entry);
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
    Waiter waiter(m_clock);
    connect(this, &BwrapSandbox::ready, &waiter, &Waiter::wake);
    connect(&m_holder, &VitalProcess::ended, &waiter, &Waiter::wake);
    if (auto launched = launch(); !launched)
        co_return launched;
    const Woken woken = co_await waiter.wait(stop, timeout);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (!m_holder.isRunning())
        co_return fail(m_holder.endReason());
    if (woken == Woken::Timeout || m_init == 0)
        co_return fail(Errc::Timeout, u"The sandbox did not start in time."_s);
    m_namespace = namespaceOf(m_init, "pid");
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

Result<> BwrapSandbox::launch()
{
    const Result<QString> privateFolder = makePrivateFolder();
    if (!privateFolder)
        return fail(privateFolder.error());
    using Access = BwrapLayout::Access;
    using HandOver = BwrapLayout::HandOver;
    BwrapLayout layout(plan().user ? HandOver::Placed : HandOver::Descriptors, plan().memory);
    layout.option({u"--uid"_s, kUser, u"--gid"_s, kUser, u"--info-fd"_s, u"1"_s});
    layout.option({u"--unshare-net"_s});
    addSystem(layout);
    layout.option({u"--dir"_s, u"/var/tmp"_s});
    layout.option({u"--perms"_s, u"0700"_s, u"--dir"_s, kRuntime});
    bool bound = layout.bind(*privateFolder, kPrivate, Access::ReadOnly) &&
                 layout.bind(helperProgram(), kInit, Access::ReadOnly) &&
                 layout.bind(plan().xSocketFolder, u"/tmp/.X11-unix"_s, Access::ReadOnly) &&
                 layout.bind(plan().home, kHome, Access::ReadWrite);
    if (auto written = writeResolverSettings(*privateFolder); !written)
        return written;
    bound = bound && bindOwnSettings(layout, *privateFolder + u"/etc/"_s);
    if (!bound)
        return fail(Errc::Io, u"The session's folders cannot be opened."_s, plan().folder);
    m_holder.start(throughHelper({.user = plan().user,
                                  .dieWithParent = true,
                                  .places = layout.places(),
                                  .descriptors = layout.descriptors()},
                                 findProgram({u"bwrap"_s}), layout.arguments(kInit, {u"--init"_s}),
                                 programEnvironment({kPrivate, kHome, kRuntime})),
                   layout.descriptors());
    return {};
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
    return m_namespace != 0 && process.uid == plan().user.value_or(geteuid()) &&
           process.pid != m_init && namespaceOf(process.pid, "pid") == m_namespace;
}

} // namespace pilothouse

#include "moc_bwrap_sandbox.cpp"
