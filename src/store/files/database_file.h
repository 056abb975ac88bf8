#pragma once

#include "store/file_lock.h"

#include <chrono>

namespace pilothouse {

/// Locks a database's file for this process, and creates it (0600) and its folder (0700) where
/// they are missing. What is damaged, foreign or newer is left as it is. Empty: in memory, nothing
/// to lock. Fails as Database::open() says.
Result<FileLock> lockDatabase(const QString &file, std::chrono::milliseconds busyTimeout);

/// The working copy of a journal on a server, in the data folder.
QString copyIn(const QString &dataDir);

/// Locks the file of a working copy, "NAME.sqlite3", which may not be there yet. Where another
/// process has it, NAME-2 and so on: servers that share a data folder have a copy each.
Result<FileLock> lockCopy(QString &file);

} // namespace pilothouse
