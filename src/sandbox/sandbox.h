#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "core/result.h"

#include <QList>
#include <QProcessEnvironment>
#include <QStringList>

#include <memory>

namespace pilothouse {

/// A command ready for QProcess: `program` with `arguments`, in `environment`, started in the
/// sandbox when it is run.
struct SandboxedCommand
{
    QString program;
    QStringList arguments;
    QProcessEnvironment environment;
    QString workingDirectory; ///< as seen from the host; the sandboxed process starts in its home
};

/// Where a session's programs and the agent's shell live: a private home, no view of the server's
/// files, of other sessions, or of the host's processes, as far as the mode allows.
/// Main thread. Destroying it ends everything that runs inside.
class Sandbox
{
    Q_DISABLE_COPY_MOVE(Sandbox)
public:
    virtual ~Sandbox() = default;

    virtual SandboxMode mode() const = 0;
    /// The session's home as its programs name it (on the host often not the same).
    virtual QString homeInside() const = 0;

    /// Wraps a command line so that it runs inside, with the session's DISPLAY and HOME.
    /// It finds 0, 1, 2 and the given `descriptors` open, and nothing else of ours.
    virtual SandboxedCommand wrap(const QString &program, const QStringList &arguments,
                                  const QList<int> &descriptors = {}) const = 0;

    /// Ends every process of this sandbox that carries `marker` in its environment, children of
    /// children included; all of them for an empty marker. Returns how many were killed.
    virtual int killTree(const QString &marker) = 0;

    /// A path as the sandbox's programs name it, as a path of the host that the server may open
    /// on their behalf. Denied: outside of what the sandbox can see or (for writing) change;
    /// symbolic links are resolved first, so none leads out.
    virtual Result<QString> hostPath(const QString &insidePath, bool forWriting) const = 0;

protected:
    Sandbox() = default;
};

} // namespace pilothouse
