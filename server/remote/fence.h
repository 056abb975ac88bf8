#pragma once

#include "core/clock.h"
#include "core/result.h"

namespace pilothouse {

/// The highest number that this data folder gave so far; 0: none. Corrupt: the file holds none.
Result<qint64> lastFence(const QString &dataDir);

/// A number by which nodes know which of two servers of the same sessions is the newer one: higher
/// than all that this data folder gave before (file "fence"), whatever the clock says; and, as far
/// as clocks tell, than those of other folders with the same sessions: one that was put back from a
/// backup, a copy, that of another server with the same database. No two are the same. It is on the
/// disk before it is returned. `epoch`: that of the server's journal on PostgreSQL
/// (Database::epoch()), by which servers take turns; the number is that epoch, or higher, and the
/// machine's clock is not asked. Io: it cannot be written. Corrupt: the file holds no number.
Result<qint64> nextFence(const QString &dataDir, const Clock &clock, qint64 epoch = 0);

} // namespace pilothouse
