#pragma once

#include "store/postgres/lease_row.h"
#include "store/postgres/postgres_schema.h"

namespace pilothouse {

/// Takes a server's lock on the journal's database for this connection. The server lets go of it
/// with the connection. False: another connection has it.
Result<bool> lockJournal(Connection &server);
/// The same, for who can do nothing without it; waits two seconds. Who has a lease that is over is
/// cut off. Conflict: another has it, or a lease.
Result<> lockAlone(Connection &server);
/// Whether who stands by may try to take over: the lease is over. Of an older server, which has
/// none: its lock is gone.
Result<bool> isJournalLeft(Connection &server);
/// As takeOver(), with the lock already and in the caller's transaction.
Result<JournalState> ownJournal(Connection &server, const QString &owner,
                                const QList<Migration> &migrations);

/// Makes the journal where there is none, and makes `claim.owner` the one who may write and has the
/// lease. What it returns holds until somebody else takes over; its tables may be older than
/// `migrations`. Conflict: another server of ours has it. Unsupported: a newer one made the
/// journal, or the database is another program's.
Result<JournalState> takeOver(Connection &server, const LeaseClaim &claim,
                              const QList<Migration> &migrations);

} // namespace pilothouse
