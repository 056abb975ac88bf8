#pragma once

#include "core/clock.h"
#include "core/result.h"

namespace pilothouse {

/// A number by which nodes know which of two servers of the same sessions is the newer one: higher
/// than all that this data folder gave before (file "fence"), whatever the clock says; and, as far
/// as clocks tell, than those of other folders with the same sessions: one that was put back from a
/// backup, a copy, that of another server with the same database. No two are the same. It is on the
/// disk before it is returned. Io: it cannot be written. Corrupt: the file holds no number.
Result<qint64> nextFence(const QString &dataDir, const Clock &clock);

} // namespace pilothouse
