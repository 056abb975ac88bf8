#include "sandbox/limits/resource_limits.h"

#include "core/log.h"
#include "sandbox/sandbox_choice.h"

#include <QFile>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

using Version = ControlGroup::Version;

constexpr std::chrono::milliseconds kBetweenLooksAtLimits{1000};
constexpr std::chrono::milliseconds kBetweenLooksAtGroup{10'000}; // the kernel acts, we only tell
constexpr std::chrono::milliseconds kRecentLook{500};
constexpr qint64 kMebibyte = 1024 * 1024;
constexpr int kFilesWorthTelling = 4; ///< one of so many
constexpr int kLatelyEnded = 16;      ///< one of so many
constexpr int kBeyondGroup = 8;       ///< the group refuses first, for it counts what it refuses

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ControlGroupFolders ownGroups()
{
    return findControlGroups(contentOf(u"/proc/self/cgroup"_s),
                             contentOf(u"/proc/self/mountinfo"_s));
}

/// Where version 2 moves this process, the folders are those from before.
struct GroupsHere
{
    ControlGroupFolders folders = ownGroups();
    std::optional<Version> version;

    GroupsHere()
    {
        const QString name = u"pilothouse-probe-"_s + QString::number(getpid());
        for (const Version each : {Version::V2, Version::V1}) {
            if (!version && ControlGroup::create(folders, each, name, SessionLimits()))
                version = each;
        }
    }
};

const GroupsHere &groupsHere()
{
    static const GroupsHere here;
    return here;
}

QString groupName(const QString &name)
{
    return u"pilothouse-"_s + name;
}

} // namespace

ResourceLimits::ResourceLimits(const SessionLimits &limits, const QString &name, const Clock &clock)
    : m_limits(limits), m_looks(clock)
{
    if (limits.controlGroups && groupsHere().version)
        m_group = ControlGroup::create(groupsHere().folders, *groupsHere().version, groupName(name),
                                       limits);
    connect(&m_looks, &Alarm::rang, this, [this] { look(kRecentLook); });
}

QString ResourceLimits::method()
{
    if (!groupsHere().version)
        return u"prlimit"_s;
    return *groupsHere().version == Version::V2 ? u"cgroup v2"_s : u"cgroup v1"_s;
}

void ResourceLimits::removeLeftover(const QString &name)
{
    ControlGroup::removeLeftover(groupsHere().folders, groupName(name));
}

ProgramLimits ResourceLimits::forPrograms(SandboxMode mode) const
{
    // The kernel counts by user: the server's own must not run into a session's limit.
    const bool counts = m_limits.processes > 0 && !sharesUser(mode);
    return {.groups = m_group ? m_group->entrances() : QStringList(),
            .processes = counts ? m_limits.processes + (m_group ? kBeyondGroup : 0) : 0,
            .openFiles = m_limits.openFiles,
            .fileBytes = m_limits.fileBytes()};
}

void ResourceLimits::watch(ProcessTest isOurs, std::function<qint64()> memoryFiles,
                           std::optional<uid_t> user)
{
    m_isOurs = std::move(isOurs);
    m_memoryFiles = std::move(memoryFiles);
    m_user = user;
    m_looks.startTogether(m_group ? kBetweenLooksAtGroup : kBetweenLooksAtLimits);
}

QStringList ResourceLimits::takeNotices()
{
    look({});
    return std::exchange(m_notices, {});
}

void ResourceLimits::look(std::chrono::milliseconds age)
{
    if (m_group) {
        lookAtGroup();
        return;
    }
    if (m_isOurs && m_limits.memory > 0)
        lookAtProcesses(age);
    // Those that met the limit may have ended a moment ago.
    if (m_user && m_limits.processes > 0 &&
        countThreads(*m_user, age) >= m_limits.processes - m_limits.processes / kLatelyEnded)
        tellOfProcesses();
}

void ResourceLimits::lookAtGroup()
{
    if (const qint64 kills = m_group->memoryKills(); kills > std::exchange(m_memoryKills, kills))
        tell(
            u"The session's programs used more than %1 MiB of memory: the biggest was ended."_s.arg(
                m_limits.memory));
    if (const qint64 refused = m_group->refusedProcesses();
        refused > std::exchange(m_refused, refused))
        tellOfProcesses();
}

void ResourceLimits::lookAtProcesses(std::chrono::milliseconds age)
{
    const qint64 allowed = m_limits.memoryBytes();
    std::vector<ProcessEntry> ours;
    const qint64 files = m_memoryFiles();
    qint64 resident = files;
    for (const ProcessEntry &process : recentProcesses(age)) {
        if (!m_isOurs(process))
            continue;
        ours.push_back(process);
        resident += residentMemory(process.pid);
    }
    if (resident <= allowed) // counts shared memory many times, but costs little
        return;
    qint64 used = files;
    qint64 most = 0;
    pid_t biggest = 0;
    for (const ProcessEntry &process : ours) {
        const qint64 share = memoryShare(process.pid);
        used += share;
        if (share > most) {
            most = share;
            biggest = process.pid;
        }
    }
    if (used <= allowed || biggest == 0)
        return;
    const QString name = QString::fromStdString(commandName(biggest));
    if (kill(biggest, SIGKILL) != 0)
        return;
    tell(u"The session's programs used more than %1 MiB of memory: %2, the biggest, was ended."_s
             .arg(QString::number(m_limits.memory), name));
    if (files > used / kFilesWorthTelling)
        tell(u"Files in /tmp and /dev/shm lie in memory: there are %1 MiB of them."_s.arg(
            files / kMebibyte));
}

void ResourceLimits::tellOfProcesses()
{
    tell(u"The session has reached its %1 processes: no more can start until some end."_s.arg(
        m_limits.processes));
}

void ResourceLimits::tell(const QString &notice)
{
    if (m_notices.contains(notice))
        return;
    m_notices << notice;
    qCWarning(logDesktop).noquote() << notice;
}

} // namespace pilothouse

#include "moc_resource_limits.cpp"
