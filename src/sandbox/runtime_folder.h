#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

#include <sys/types.h>

namespace pilothouse {

/// The private folder of one running desktop: sockets and cookies. A lock file beside it is held
/// (flock) for as long as its owner lives, however it dies: so a live desktop is told from what a
/// crash left, with no process id to be mistaken. Removes folder and lock when destroyed.
/// Main thread.
class RuntimeFolder
{
    Q_DISABLE_COPY_MOVE(RuntimeFolder)
public:
    /// Creates RUNTIMEDIR/ID (0700) and RUNTIMEDIR/ID.lock. Io: cannot write there;
    /// InvalidArgument: the path is too long for a socket's name (107 bytes).
    static Result<std::unique_ptr<RuntimeFolder>> create(const QString &runtimeDir);
    ~RuntimeFolder();

    /// Eight hex digits, unique below the runtime folder.
    const QString &id() const { return m_id; }
    const QString &path() const { return m_path; }
    /// "PILOTHOUSE_DESKTOP=…": in the environment of each process of this desktop.
    QString mark() const;

private:
    RuntimeFolder(QString id, QString path, int lock);
    QString m_id;
    QString m_path;
    int m_lock;
};

/// Ends processes and removes sockets, cookies and locks that a crashed server left below
/// `config.runtimeDir`. Called once at start, before the first desktop. Returns how many desktops
/// it removed. Never touches those of a server that still runs.
int sweepOrphans(const DesktopConfig &config);

/// Creates a folder for `owner` (or us) with exactly `mode`. Io.
Result<> makeFolder(const QString &path, mode_t mode, std::optional<uid_t> owner);

/// Name of the environment variable whose value is RuntimeFolder::id().
inline constexpr auto kDesktopMark = "PILOTHOUSE_DESKTOP";

} // namespace pilothouse
