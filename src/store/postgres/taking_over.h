#pragma once

#include "store/postgres/postgres_schema.h"

namespace pilothouse {

/// Takes a server's lock on the journal's database for this connection. The server lets go of it
/// with the connection. False: another connection has it.
Result<bool> lockJournal(Connection &server);
/// The same, for who can do nothing without it; waits two seconds. Conflict: another has it.
Result<> lockAlone(Connection &server);
/// As takeOver(), with the lock already and in the caller's transaction.
Result<JournalState> ownJournal(Connection &server, const QString &owner,
                                const QList<Migration> &migrations);

/// Makes the journal where there is none, and makes `owner` the one who may write. What it returns
/// holds until somebody else takes over; its tables may be older than `migrations`.
/// Conflict: another server of ours is connected. Unsupported: a newer one made the journal, or
/// the database is another program's.
Result<JournalState> takeOver(Connection &server, const QString &owner,
                              const QList<Migration> &migrations);

} // namespace pilothouse
