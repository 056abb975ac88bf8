#pragma once

#include "core/config.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace pilothouse {

/// The folders of the control group that this process is in, one per kind; empty: not mounted.
/// Groups of sessions are made below it, so that whatever limits us limits them too.
struct ControlGroupFolders
{
    QString unified;  ///< version 2
    QString memoryV1; ///< version 1 has a tree per controller
    QString pidsV1;
};

/// Reads the texts of /proc/self/cgroup and /proc/self/mountinfo (cgroups(7), proc(5)). Pure.
ControlGroupFolders findControlGroups(const QByteArray &membership, const QByteArray &mounts);

/// A group of processes whose memory and number the kernel limits together. Removed when
/// destroyed, after its processes. Main thread.
class ControlGroup
{
    Q_DISABLE_COPY_MOVE(ControlGroup)
public:
    enum class Version { V1, V2 };

    /// Null: not allowed here (a folder is read-only, controllers are not delegated). For version 2
    /// this process moves to a group of its own first, for a group with groups holds no process.
    static std::unique_ptr<ControlGroup> create(const ControlGroupFolders &below, Version version,
                                                const QString &name, const SessionLimits &limits);
    ~ControlGroup();

    /// The files that a process writes "0" to in order to enter.
    QStringList entrances() const;

    /// How many processes the kernel has ended because the memory was used up, and how often a
    /// process could not start another one.
    qint64 memoryKills() const;
    qint64 refusedProcesses() const;

    /// Removes what a crashed server left under that name.
    static void removeLeftover(const ControlGroupFolders &below, const QString &name);

private:
    ControlGroup(QStringList folders, Version version)
        : m_folders(std::move(folders)), m_version(version)
    {
    }
    bool setLimits(const SessionLimits &limits) const;

    QStringList m_folders; ///< for memory and for processes; one and the same in version 2
    Version m_version;
};

} // namespace pilothouse
