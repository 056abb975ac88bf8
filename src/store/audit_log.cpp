#include "store/audit_log.h"

#include "core/json.h"
#include "store/audit_chain.h"
#include "store/database.h"

#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLowest = std::numeric_limits<qint64>::min();

struct AuditHead
{
    qint64 seq = 0;
    QString hash = firstAuditHash();
};

/// A row with what is beside it in the table.
struct LinkedRow
{
    AuditRow row;
    QString previousHash;
    QString hash;
};

Result<AuditHead> headOf(Connection &connection)
{
    AuditHead head;
    const auto take = [&head](const Row &row) -> Result<> {
        head = {.seq = row.integer(0), .hash = row.text(1)};
        return {};
    };
    const Result<> done =
        connection.run(u"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"_s, {}, take);
    if (!done)
        return fail(done.error());
    return head;
}

// The head is read in the transaction that moves it: one writer, one chain.
Result<> link(Connection &connection, AuditRow row)
{
    const Result<AuditHead> head = headOf(connection);
    if (!head)
        return fail(head.error());
    row.seq = head->seq + 1;
    const QVariant session = row.session ? QVariant(*row.session) : QVariant();
    return connection.run(
        u"INSERT INTO audit (seq, at, actor, action, session_id, detail, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {row.seq, row.at, row.actor, row.action, session, row.detail, head->hash,
         auditHash(row, head->hash)});
}

LinkedRow linkedRowFrom(const Row &row)
{
    return {.row = {.seq = row.integer(0),
                    .at = row.integer(1),
                    .actor = row.text(2),
                    .action = row.text(3),
                    .session = row.isNull(4) ? std::nullopt : std::optional(row.text(4)),
                    .detail = row.text(5)},
            .previousHash = row.text(6),
            .hash = row.text(7)};
}

Result<> eachAuditRow(Connection &connection, qint64 after, int limit,
                      const std::function<Result<>(const LinkedRow &)> &take)
{
    return connection.run(u"SELECT seq, at, actor, action, session_id, detail, previous_hash, hash"
                          " FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"_s,
                          {after, limit},
                          [&take](const Row &row) { return take(linkedRowFrom(row)); });
}

Result<AuditRecord> auditRecordFrom(const LinkedRow &linked)
{
    const AuditRow &row = linked.row;
    Result<QJsonObject> detail = parseJsonObject(row.detail.toUtf8());
    if (!detail)
        return fail(detail.error());
    AuditRecord record{.seq = row.seq,
                       .at = QDateTime::fromMSecsSinceEpoch(row.at, Qt::UTC),
                       .entry = {.actor = row.actor, .action = row.action, .detail = *detail},
                       .previousHash = linked.previousHash,
                       .hash = linked.hash};
    if (row.session)
        record.entry.session = SessionId{*row.session};
    return record;
}

// One link after another; after the first broken one nothing is looked at any more.
void follow(AuditCheck &check, const LinkedRow &linked)
{
    if (check.broken)
        return;
    const AuditRow &row = linked.row;
    const qint64 expected = check.rows + 1;
    if (row.seq != expected) {
        check.broken = expected;
        check.reason = u"Row %1 is missing."_s.arg(expected);
    } else if (linked.previousHash != check.head) {
        check.broken = row.seq;
        check.reason = u"Row %1 does not follow the row before it."_s.arg(row.seq);
    } else if (linked.hash != auditHash(row, linked.previousHash)) {
        check.broken = row.seq;
        check.reason = u"Row %1 was changed after it was written."_s.arg(row.seq);
    } else {
        check.rows = row.seq;
        check.head = linked.hash;
    }
}

} // namespace

Writer::Work AuditLog::writing(AuditEntry entry) const
{
    AuditRow row{.at = m_database.clock().now().toMSecsSinceEpoch(),
                 .actor = wellFormed(entry.actor),
                 .action = entry.action,
                 .session = {},
                 .detail = QString::fromUtf8(compactJson(entry.detail))};
    if (entry.session)
        row.session = wellFormed(entry.session->value);
    return [row](Connection &connection) { return link(connection, row); };
}

QCoro::Task<Result<>> AuditLog::append(AuditEntry entry)
{
    const Result<> stored = co_await m_database.write(writing(std::move(entry)));
    co_return stored;
}

Result<QList<AuditRecord>> AuditLog::entries(qint64 after, int limit) const
{
    return m_database.read([=](Connection &connection) -> Result<QList<AuditRecord>> {
        QList<AuditRecord> records;
        const auto take = [&records](const LinkedRow &row) -> Result<> {
            Result<AuditRecord> record = auditRecordFrom(row);
            if (!record)
                return fail(record.error());
            records.append(std::move(*record));
            return {};
        };
        const Result<> done = eachAuditRow(connection, after, limit, take);
        if (!done)
            return fail(done.error());
        return records;
    });
}

Result<bool> AuditLog::tellsOfDeletion(const SessionId &session) const
{
    const QString expired = auditSession({}, session, SessionDeed::Expired).action;
    const QString deleted = auditSession({}, session, SessionDeed::Deleted).action;
    return m_database.read([&](Connection &connection) -> Result<bool> {
        const Result<QVariant> found = connection.value(
            u"SELECT 1 FROM audit WHERE session_id = ? AND action IN (?, ?) LIMIT 1"_s,
            {session.value, expired, deleted});
        if (!found)
            return fail(found.error());
        return found->isValid();
    });
}

Result<AuditCheck> AuditLog::verify() const
{
    return m_database.read([](Connection &connection) -> Result<AuditCheck> {
        // Before the rows: what is appended meanwhile must not look like a cut.
        const Result<QVariant> given =
            connection.value(u"SELECT seq FROM sqlite_sequence WHERE name = 'audit'"_s);
        if (!given)
            return fail(given.error());
        AuditCheck check{.head = firstAuditHash()};
        const auto take = [&check](const LinkedRow &row) -> Result<> {
            follow(check, row);
            return {};
        };
        if (const Result<> done = eachAuditRow(connection, kLowest, -1, take); !done)
            return fail(done.error());
        if (!check.broken && check.rows < given->toLongLong()) {
            check.broken = check.rows + 1;
            check.reason = u"The rows from %1 on are missing."_s.arg(check.rows + 1);
        }
        return check;
    });
}

} // namespace pilothouse
