#pragma once

#include "core/config.h"
#include "core/result.h"
#include "sandbox/descriptor.h"

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
    /// Whether the sessions' own users must pass: where there is no bubblewrap, they find their
    /// files below it by path. Each desktop's own folders are closed.
    enum class Passage { Closed, Open };
    /// Creates RUNTIMEDIR (see openOwnFolder()), RUNTIMEDIR/ID and RUNTIMEDIR/ID.lock. Io: cannot
    /// write there; Denied: it is not ours alone; InvalidArgument: the path is too long for a
    /// socket's name (107 bytes).
    static Result<std::unique_ptr<RuntimeFolder>> create(const QString &runtimeDir,
                                                         Passage passage = Passage::Closed);
    ~RuntimeFolder();

    /// Eight hex digits, unique below the runtime folder.
    const QString &id() const { return m_id; }
    const QString &path() const { return m_path; }
    /// "PILOTHOUSE_DESKTOP=…": in the environment of each process of this desktop.
    QString mark() const;

private:
    RuntimeFolder(QString id, QString path, Descriptor lock);
    QString m_id;
    QString m_path;
    Descriptor m_lock;
};

/// Bytes in the path of a unix socket (sun_path, without its zero).
inline constexpr qsizetype kLongestSocketPath = 107;

/// Whether sockets fit below what chooseRuntimeDir() makes of `base`: their paths have 107 bytes.
bool hasRoomForSockets(const QString &base);

/// The folder for the desktops of this server: a new name below `base`, which all servers of one
/// user share and which is made if need be. It is made with the first desktop and goes with the
/// last. Denied, Io: see openOwnFolder().
Result<QString> chooseRuntimeDir(const QString &base);

/// Ends processes and removes sockets, cookies and locks that crashed servers left in
/// `config.runtimeDir` and in the folders of others beside it. Called once at start, before the
/// first desktop. Returns how many desktops it removed. Never touches those of a server that still
/// runs.
int sweepOrphans(const DesktopConfig &config);

/// Creates a folder for `owner` (or us) with exactly `mode`. Io.
Result<> makeFolder(const QString &path, mode_t mode, std::optional<uid_t> owner);

/// Name of the environment variable whose value is RuntimeFolder::id().
inline constexpr auto kDesktopMark = "PILOTHOUSE_DESKTOP";

} // namespace pilothouse
