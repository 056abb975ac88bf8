#pragma once

#include <QString>

#include <sys/types.h>

/// Files that lie in memory, not on a disk: they are used by a session as its programs' own memory
/// is, and outlive the programs. Any thread but for removeOwned().
namespace pilothouse {

/// Bytes used in the file system that `folder` is in; 0 when that is not one in memory.
qint64 usedInMemory(const QString &folder);

/// Bytes of what `user` has directly in `folder`, such as /tmp, and below; 0 when it lies on a
/// disk. Of somebody who has more files than can be looked at each second, all of the file system.
qint64 ownedInMemory(const QString &folder, uid_t user);

/// Removes what `user` has directly in `folder`, with all below that this user could remove, on
/// disks as well. None of the user's programs may run. Main thread: its file access changes for a
/// moment.
void removeOwned(const QString &folder, uid_t user);

} // namespace pilothouse
