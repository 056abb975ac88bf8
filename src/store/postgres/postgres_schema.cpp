#include "store/postgres/postgres_schema.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<std::optional<JournalState>> journalState(Connection &server)
{
    const auto isThere = server.value(u"SELECT to_regclass('journal_state') IS NOT NULL"_s);
    if (!isThere)
        return fail(isThere.error());
    if (!isThere->toBool()) {
        const auto others =
            server.value(u"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"_s);
        if (!others)
            return fail(others.error());
        if (others->toInt() > 0)
            return fail(Errc::Unsupported, u"The database belongs to another program: create one "
                                           "for Pilothouse alone."_s);
        return std::optional<JournalState>();
    }
    std::optional<JournalState> state;
    const Result<> read =
        server.run(u"SELECT journal, migration, stamp, owner, audit_given FROM journal_state"_s, {},
                   [&state](const Row &row) -> Result<> {
                       state = JournalState{.journal = row.text(0),
                                            .migration = int(row.integer(1)),
                                            .stamp = row.integer(2),
                                            .owner = row.text(3),
                                            .auditGiven = row.integer(4)};
                       return {};
                   });
    if (!read)
        return fail(read.error());
    return state;
}

Result<> makeJournal(Connection &server, const QString &journal)
{
    Result<> done;
    for (const QString &statement :
         {u"CREATE TABLE journal_state (one BIGINT PRIMARY KEY CHECK (one = 1),"
          " journal TEXT NOT NULL, migration BIGINT NOT NULL, stamp BIGINT NOT NULL,"
          " owner TEXT NOT NULL, audit_given BIGINT NOT NULL)"_s,
          u"CREATE TABLE gone (changed_in BIGINT NOT NULL, from_table TEXT NOT NULL,"
          " row_key TEXT NOT NULL)"_s,
          u"CREATE INDEX gone_changed_in ON gone (changed_in)"_s})
        if (done)
            done = server.execute(statement);
    return done ? server.run(u"INSERT INTO journal_state VALUES (1, ?, 0, 0, '', 0)"_s, {journal})
                : done;
}

QString forPostgres(const QString &statement)
{
    static const QRegularExpression kIndex(u"^CREATE VIRTUAL TABLE (\\w+) USING fts5"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kOurs(
        u"^CREATE (UNIQUE )?INDEX|^CREATE TABLE|^ALTER TABLE|^DROP (TABLE|INDEX)"_s);
    if (const auto index = kIndex.match(statement); index.hasMatch())
        return u"CREATE TABLE %1 (rowid BIGINT PRIMARY KEY, text TEXT NOT NULL)"_s.arg(
            index.captured(1));
    if (!kOurs.match(statement).hasMatch())
        return {};
    QString sql = statement;
    static const std::pair<QRegularExpression, QString> kWords[] = {
        {QRegularExpression(u"\\)\\s*(STRICT|WITHOUT ROWID)(, WITHOUT ROWID)?;"_s), u");"_s},
        {QRegularExpression(u"\\bINTEGER\\b"_s), u"BIGINT"_s},
        {QRegularExpression(u"\\bREAL\\b"_s), u"DOUBLE PRECISION"_s},
        {QRegularExpression(u"\\bBLOB\\b"_s), u"BYTEA"_s},
        {QRegularExpression(u" (UNIQUE|COLLATE NOCASE|AUTOINCREMENT)\\b"_s), QString()},
    };
    for (const auto &[word, other] : kWords)
        sql.replace(word, other);
    return sql;
}

Result<> migrateServer(Connection &server, int from, const QList<Migration> &migrations)
{
    for (const Migration &migration : migrations) {
        if (migration.number <= from)
            continue;
        QStringList statements;
        for (const QString &statement : migration.statements)
            statements.append(forPostgres(statement));
        statements += migration.postgres;
        statements.removeAll(QString());
        for (const QString &statement : std::as_const(statements))
            if (Result<> done = server.execute(statement); !done)
                return done;
        if (Result<> done =
                server.run(u"UPDATE journal_state SET migration = ?"_s, {migration.number});
            !done)
            return done;
    }
    return {};
}

Result<> addStamps(Connection &server, const QList<KeptTable> &tables)
{
    for (const KeptTable &table : tables)
        for (const QString &statement :
             {u"ALTER TABLE %1 ADD COLUMN IF NOT EXISTS changed_in BIGINT NOT NULL DEFAULT 0"_s,
              u"CREATE INDEX IF NOT EXISTS %1_changed_in ON %1 (changed_in)"_s})
            if (Result<> done = server.execute(statement.arg(table.name)); !done)
                return done;
    return {};
}

} // namespace pilothouse
