#pragma once

#include <QString>

#include <sys/types.h>
#include <vector>

/// What a session's files take up. Any thread; takes some 1.3 s for a million files that the
/// kernel remembers.
namespace pilothouse {

/// Each file, folder and link counts with its blocks on the disk, and with 4 KiB at the least, so
/// that a flood of empty ones shows. A file with holes counts what it holds, one with several
/// names once.
struct HomeUsage
{
    qint64 bytes = 0;
    qint64 files = 0; ///< folders and links as well

    bool operator==(const HomeUsage &) const = default;
};

/// For people, rounded down: "16384".
QString inMebibytes(qint64 bytes);

/// What `bytes` in one file would count.
qint64 countedBytes(qint64 bytes);

/// All below the folder `home`, and the files on the same file system that have no
/// name any more but are open in one of `programs`. As its owner, or `asServer`: where others than
/// the owner keep files in it, too. Folders that were closed to their owner are
/// opened (u+rwx). Stops at `enough` bytes: it is at least so much. Nothing where there is no such
/// folder.
HomeUsage measureHome(const QString &home, const std::vector<pid_t> &programs, qint64 enough,
                      bool asServer = false);

/// Bytes and inodes in use in the file system of `folder`: one call, which tells whether something
/// may have grown.
HomeUsage usedOnDiskOf(const QString &folder);

} // namespace pilothouse
