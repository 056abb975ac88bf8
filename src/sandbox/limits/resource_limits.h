#pragma once

#include "core/alarm.h"
#include "sandbox/limits/control_group.h"
#include "sandbox/helper_program.h"
#include "sandbox/process_scan.h"

#include <functional>
#include <optional>

namespace pilothouse {

/// Keeps the programs of one session within their limits, with the best that the machine allows:
/// control groups of version 2, of version 1, or limits of the user's processes and a look at the
/// memory each second, one for all sessions. It tells what had to be ended, and that processes
/// were refused: where it has to count them, if they are as many when it looks.
/// Main thread. Outlives the session's programs.
class ResourceLimits : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceLimits)
public:
    /// `name` is unique on this machine, for the group. The clock outlives it.
    ResourceLimits(const SessionLimits &limits, const QString &name, const Clock &clock);

    /// What each program of the session is started with. Where the programs are the server's own
    /// user (mode None) their number cannot be told from the server's.
    ProgramLimits forPrograms(SandboxMode mode) const;

    /// Begins to look; `isOurs` names the processes of the session, `memoryFiles` the bytes of its
    /// files that lie in memory (control groups count them themselves), `user` whose they are if
    /// they have a user of their own.
    void watch(ProcessTest isOurs, std::function<qint64()> memoryFiles, std::optional<uid_t> user);

    /// What happened since the last call: sentences for people and the model.
    QStringList takeNotices();

    /// What holds on this machine, found out once by trying: "cgroup v2", "cgroup v1", "prlimit".
    static QString method();
    /// Removes the group that a crashed server left.
    static void removeLeftover(const QString &name);

private:
    void look(std::chrono::milliseconds age);
    void lookAtGroup();
    void lookAtProcesses(std::chrono::milliseconds age);
    void tell(const QString &notice);
    void tellOfProcesses();

    SessionLimits m_limits;
    std::unique_ptr<ControlGroup> m_group;
    ProcessTest m_isOurs;
    std::function<qint64()> m_memoryFiles;
    Alarm m_looks;
    qint64 m_memoryKills = 0;
    qint64 m_refused = 0;
    std::optional<uid_t> m_user;
    QStringList m_notices;
};

} // namespace pilothouse
