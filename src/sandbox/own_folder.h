#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

/// Folders and lock files in places that others write to as well, such as /tmp. Any thread.
namespace pilothouse {

/// Makes a folder with exactly `mode`, or opens the one that is there: never what a link points to,
/// and what it is like is asked of the open folder. One that is there stays as it is, for another
/// server may be using it. Its parent must exist.
/// Denied: it is a link, no folder, somebody else's, or others may write to it. Io: cannot be made.
Result<Descriptor> openOwnFolder(const QString &path, mode_t mode);

/// A file in an open folder, made if `flags` say so (O_CREAT, O_EXCL), and locked (flock) until it
/// is closed, however its holder ends. Not open: somebody holds it, or removed it while we came.
Descriptor lockFile(const Descriptor &folder, const QByteArray &name, int flags);

} // namespace pilothouse
