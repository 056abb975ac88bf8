#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "store/audit_log.h"
#include "store/postgres/server_rows.h"

namespace pilothouse {

/// What was copied, and found to be the same on both sides: of each table the number of its rows
/// and a fingerprint of all their values.
struct MovedJournal
{
    qint64 sessions = 0;
    qint64 events = 0;
    qint64 rows = 0;  ///< of all tables
    AuditCheck audit; ///< of the copy; broken where it was before
};

/// Copies the journal of an SQLite file to an empty PostgreSQL database, or of such a database to
/// a file that is not there yet, and compares the two. All or nothing: where it fails, there is
/// nothing at `to`. `from` stays as it is, but an older one is brought up to date first; pictures
/// and files are not part of the journal. InvalidArgument: an address is none, or not one of each
/// kind. Conflict: a server uses one of them, or `to` is not empty. NotFound: there is no journal
/// at `from`. Corrupt: the copy is not the same. Else as Database::open().
Result<MovedJournal> moveJournal(const QString &from, const QString &to, const StoreConfig &config,
                                 const Clock &clock, const CopyProgress &progress);

} // namespace pilothouse
