#pragma once

#include "store/audit_entry.h"
#include "store/writer.h"

#include <QCoroTask>

namespace pilothouse {

class Database;

/// An entry as stored.
struct AuditRecord
{
    qint64 seq = 0; ///< 1, 2, 3 … without gaps
    QDateTime at;   ///< UTC, milliseconds
    AuditEntry entry;
    QString previousHash; ///< of the row before; 64 zeros for the first
    QString hash;
};

/// The entry as clients receive it: {"seq", "timestamp", "actor", "action", "session_id" (null when
/// there is none), "detail", "previous_hash", "hash"}, one line of UTF-8 JSON without the line end.
QByteArray auditJson(const AuditRecord &record);

/// Which entries.
struct AuditQuery
{
    std::optional<SessionId> session = {}; ///< none: of all, and those of none
    qint64 after = 0;                      ///< a number above this one
    int limit = -1;                        ///< at most so many; < 0: all
};

/// What verify() found.
struct AuditCheck
{
    qint64 rows = 0;                   ///< that are in order, from the first
    QString head;                      ///< hash of the last of them; note it down elsewhere
    std::optional<qint64> broken = {}; ///< number of the first row that is missing or changed
    QString reason = {};               ///< for people, when broken

    bool isWhole() const { return !broken; }
};

/// The audit trail: who did what and when. Append-only; each row's hash covers the row before, so
/// that a row that is changed, removed or slipped in later is found. Outlives the sessions.
///
/// The hash is SHA-256, in lower-case hex, over the previous hash and the row's canonical text:
/// the fields seq, at (milliseconds since 1970), actor, action, session (left out when there is
/// none) and detail (as stored), each as a netstring of UTF-8 ("LENGTH:BYTES,").
/// Whoever may write the whole file can also write a new chain: note verify()'s head elsewhere.
/// Lives on the main thread. The Database outlives it.
class AuditLog
{
public:
    explicit AuditLog(Database &database) : m_database(database) {}

    /// Appends in one transaction. Queued at once, in the order of the calls: a caller that does
    /// not care when it is durable may drop the task. Failures as Journal::append; the log has
    /// them, too.
    QCoro::Task<Result<>> append(AuditEntry entry);

    /// The same as work for the writer, to be done in the transaction of what it tells about.
    Writer::Work writing(AuditEntry entry) const;

    /// Oldest first.
    Result<QList<AuditRecord>> entries(const AuditQuery &query = {}) const;

    /// Whether the trail says that this session was deleted, by a person or because of its age.
    Result<bool> tellsOfDeletion(const SessionId &session) const;

    /// Reads the whole trail and finds the first broken link. Takes about a second for 300,000
    /// rows.
    Result<AuditCheck> verify() const;

private:
    Database &m_database;
};

} // namespace pilothouse
