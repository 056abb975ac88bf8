#include "sandbox/limits/control_group.h"

#include <QDir>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kRemovals = 100;                // until the last process is gone
constexpr unsigned long kBetweenRemovals = 5; // ms

/// The folder of group `path` in a mount that shows the groups from `root` on; empty: not shown.
QString folderIn(const QString &mountPoint, const QString &root, const QString &path)
{
    if (path.contains("/.."_L1)) // above the root of our namespace
        return {};
    if (root == "/"_L1)
        return QDir::cleanPath(mountPoint + path);
    return path.startsWith(root) ? QDir::cleanPath(mountPoint + path.mid(root.size())) : QString();
}

/// Our group's path in the hierarchy of `controller`; version 2 has the empty name.
QString groupPath(const QByteArray &membership, const QString &controller)
{
    for (const QString &line : QString::fromUtf8(membership).split(u'\n')) {
        const QString controllers = line.section(u':', 1, 1);
        if (!line.isEmpty() && controllers.split(u',').contains(controller))
            return line.section(u':', 2);
    }
    return {};
}

/// Control files take a whole value in one write and say no by its result.
bool writeControl(const QString &path, const QByteArray &value)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
           file.write(value) == value.size();
}

/// The number behind `key` in a file of "key number" lines; 0 without one.
qint64 counter(const QString &path, const QByteArray &key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray start = key + ' ';
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(start))
            return line.mid(start.size()).toLongLong();
    }
    return 0;
}

bool makeGroup(const QString &folder)
{
    return mkdir(QFile::encodeName(folder).constData(), 0755) == 0 || errno == EEXIST;
}

bool delegateControllers(const QString &folder)
{
    const QString control = folder + u"/cgroup.subtree_control"_s;
    const QByteArray wanted = "+memory +pids";
    if (writeControl(control, wanted))
        return true;
    const QString own = folder + u"/pilothouse-server"_s;
    if (!makeGroup(own) || !writeControl(own + u"/cgroup.procs"_s, "0"))
        return false;
    if (writeControl(control, wanted))
        return true;
    writeControl(folder + u"/cgroup.procs"_s, "0"); // others are in it: it was not ours to divide
    rmdir(QFile::encodeName(own).constData());
    return false;
}

} // namespace

ControlGroupFolders findControlGroups(const QByteArray &membership, const QByteArray &mounts)
{
    ControlGroupFolders found;
    for (const QString &line : QString::fromUtf8(mounts).split(u'\n')) {
        const QStringList fields = line.section(" - "_L1, 0, 0).split(u' ');
        const QStringList kind = line.section(" - "_L1, 1).split(u' ');
        if (fields.size() < 5 || kind.size() < 3)
            continue;
        const auto folder = [&](const QString &controller) {
            return folderIn(fields[4], fields[3], groupPath(membership, controller));
        };
        const QStringList controllers = kind[2].split(u',');
        if (kind[0] == "cgroup2"_L1)
            found.unified = folder(u""_s);
        else if (kind[0] == "cgroup"_L1 && controllers.contains("memory"_L1))
            found.memoryV1 = folder(u"memory"_s);
        else if (kind[0] == "cgroup"_L1 && controllers.contains("pids"_L1))
            found.pidsV1 = folder(u"pids"_s);
    }
    return found;
}

std::unique_ptr<ControlGroup> ControlGroup::create(const ControlGroupFolders &below,
                                                   Version version, const QString &name,
                                                   const SessionLimits &limits)
{
    const QStringList parents = version == Version::V2 ? QStringList{below.unified}
                                                       : QStringList{below.memoryV1, below.pidsV1};
    if (parents.contains(QString()) ||
        (version == Version::V2 && !delegateControllers(below.unified)))
        return nullptr;
    QStringList folders;
    for (const QString &parent : parents)
        folders << parent + u'/' + name;
    std::unique_ptr<ControlGroup> group(new ControlGroup(folders, version));
    if (!std::all_of(folders.begin(), folders.end(), makeGroup) || !group->setLimits(limits))
        return nullptr;
    return group;
}

ControlGroup::~ControlGroup()
{
    int left = kRemovals;
    for (const QString &folder : std::as_const(m_folders)) {
        while (rmdir(QFile::encodeName(folder).constData()) != 0 && errno == EBUSY && --left > 0)
            QThread::msleep(kBetweenRemovals);
    }
}

bool ControlGroup::setLimits(const SessionLimits &limits) const
{
    const QString &memory = m_folders.first();
    const QString &pids = m_folders.last();
    const QByteArray bytes = QByteArray::number(limits.memoryBytes());
    bool set = true;
    if (limits.processes > 0)
        set = writeControl(pids + u"/pids.max"_s, QByteArray::number(limits.processes));
    if (limits.memory == 0)
        return set;
    // Swap would only make the end slow; kernels without its accounting lack the second file.
    if (m_version == Version::V2) {
        set = set && writeControl(memory + u"/memory.max"_s, bytes);
        writeControl(memory + u"/memory.swap.max"_s, "0");
    } else {
        set = set && writeControl(memory + u"/memory.limit_in_bytes"_s, bytes);
        writeControl(memory + u"/memory.memsw.limit_in_bytes"_s, bytes);
    }
    return set;
}

QStringList ControlGroup::entrances() const
{
    QStringList files;
    for (const QString &folder : m_folders)
        files << folder + u"/cgroup.procs"_s;
    return files;
}

qint64 ControlGroup::memoryKills() const
{
    const QString file = m_version == Version::V2 ? u"/memory.events"_s : u"/memory.oom_control"_s;
    return counter(m_folders.first() + file, "oom_kill");
}

qint64 ControlGroup::refusedProcesses() const
{
    return counter(m_folders.last() + u"/pids.events"_s, "max");
}

void ControlGroup::removeLeftover(const ControlGroupFolders &below, const QString &name)
{
    for (const QString &parent : {below.unified, below.memoryV1, below.pidsV1}) {
        if (!parent.isEmpty())
            rmdir(QFile::encodeName(parent + u'/' + name).constData());
    }
}

} // namespace pilothouse
