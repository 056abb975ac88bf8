#include "store/audit_log.h"

#include "core/json.h"
#include "core/json_text.h"
#include "core/utc.h"
#include "store/audit_chain.h"
#include "store/database.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct AuditHead
{
    qint64 seq = 0;
    QString hash = firstAuditHash();
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
    row.previousHash = head->hash;
    const QVariant session = row.session ? QVariant(*row.session) : QVariant();
    return connection.run(
        u"INSERT INTO audit (seq, at, actor, action, session_id, detail, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {row.seq, row.at, row.actor, row.action, session, row.detail, row.previousHash,
         auditHash(row)});
}

AuditRow auditRowFrom(const Row &row)
{
    return {.seq = row.integer(0),
            .at = row.integer(1),
            .actor = row.text(2),
            .action = row.text(3),
            .session = row.isNull(4) ? std::nullopt : std::optional(row.text(4)),
            .detail = row.text(5),
            .previousHash = row.text(6),
            .hash = row.text(7)};
}

Result<> eachAuditRow(Connection &connection, const QString &condition, const QVariantList &values,
                      const std::function<Result<>(const AuditRow &)> &take)
{
    return connection.run(
        QString(u"SELECT seq, at, actor, action, session_id, detail, previous_hash, hash"
                " FROM audit "_s +
                condition),
        values, [&take](const Row &row) { return take(auditRowFrom(row)); });
}

Result<AuditRecord> auditRecordFrom(const AuditRow &row)
{
    Result<QJsonObject> detail = parseJsonObject(row.detail.toUtf8());
    if (!detail)
        return fail(detail.error());
    AuditRecord record{.seq = row.seq,
                       .at = QDateTime::fromMSecsSinceEpoch(row.at, kUtc),
                       .entry = {.actor = row.actor, .action = row.action, .detail = *detail},
                       .previousHash = row.previousHash,
                       .hash = row.hash};
    if (row.session)
        record.entry.session = SessionId{*row.session};
    return record;
}

// One link after another; after the first broken one nothing is looked at any more.
void follow(AuditCheck &check, const AuditRow &row)
{
    if (check.broken)
        return;
    const qint64 expected = check.rows + 1;
    if (row.seq != expected) {
        check.broken = expected;
        check.reason = u"Row %1 is missing."_s.arg(expected);
    } else if (row.previousHash != check.head) {
        check.broken = row.seq;
        check.reason = u"Row %1 does not follow the row before it."_s.arg(row.seq);
    } else if (row.hash != auditHash(row)) {
        check.broken = row.seq;
        check.reason = u"Row %1 was changed after it was written."_s.arg(row.seq);
    } else {
        check.rows = row.seq;
        check.head = row.hash;
    }
}

} // namespace

QByteArray auditJson(const AuditRecord &record)
{
    const AuditEntry &entry = record.entry;
    return JsonText()
        .add("seq", record.seq)
        .add("timestamp", isoTime(record.at))
        .add("actor", entry.actor)
        .add("action", entry.action)
        .addRaw("session_id", entry.session ? jsonString(entry.session->value) : "null")
        .addRaw("detail", compactJson(entry.detail))
        .add("previous_hash", record.previousHash)
        .add("hash", record.hash)
        .end();
}

Writer::Work AuditLog::writing(AuditEntry entry) const
{
    AuditRow row{.seq = 0,
                 .at = m_database.clock().now().toMSecsSinceEpoch(),
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

Result<QList<AuditRecord>> AuditLog::entries(const AuditQuery &query) const
{
    return m_database.read([&query](Connection &connection) -> Result<QList<AuditRecord>> {
        QList<AuditRecord> records;
        const auto take = [&records](const AuditRow &row) -> Result<> {
            Result<AuditRecord> record = auditRecordFrom(row);
            if (!record)
                return fail(record.error());
            records.append(std::move(*record));
            return {};
        };
        QVariantList values{query.after, query.limit};
        if (query.session)
            values.prepend(query.session->value);
        const QString condition = query.session
                                      ? u"WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?"_s
                                      : u"WHERE seq > ? ORDER BY seq LIMIT ?"_s;
        const Result<> done = eachAuditRow(connection, condition, values, take);
        if (!done)
            return fail(done.error());
        return records;
    });
}

Result<bool> AuditLog::tellsOfDeletion(const SessionId &session) const
{
    return m_database.read([&](Connection &connection) -> Result<bool> {
        const Result<QVariant> found = connection.value(
            u"SELECT 1 FROM audit WHERE session_id = ? AND action IN (?, ?) LIMIT 1"_s,
            {session.value, name(AuditAction::SessionExpired), name(AuditAction::SessionDeleted)});
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
        const auto take = [&check](const AuditRow &row) -> Result<> {
            follow(check, row);
            return {};
        };
        if (const Result<> done = eachAuditRow(connection, u"ORDER BY seq"_s, {}, take); !done)
            return fail(done.error());
        if (!check.broken && check.rows < given->toLongLong()) {
            check.broken = check.rows + 1;
            check.reason = u"The rows from %1 on are missing."_s.arg(check.rows + 1);
        }
        return check;
    });
}

} // namespace pilothouse
