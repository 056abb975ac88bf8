#include "store/postgres/kept_table.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<KeptTable> describe(Connection &copy, const QString &name, bool isIndex)
{
    if (isIndex)
        return KeptTable{.name = name,
                         .columns = {u"rowid"_s, u"text"_s},
                         .types = {u"INTEGER"_s, u"TEXT"_s},
                         .keys = 1,
                         .isIndex = true};
    KeptTable table{.name = name, .columns = {}, .types = {}};
    const auto take = [&table](const Row &row) -> Result<> {
        table.columns.append(row.text(0));
        table.types.append(row.text(1));
        table.keys += row.integer(2) > 0 ? 1 : 0;
        return {};
    };
    const Result<> done = copy.run(u"SELECT name, type, pk FROM pragma_table_info(?)"
                                   " ORDER BY pk = 0, pk, cid"_s,
                                   {name}, take);
    if (!done)
        return fail(done.error());
    return table;
}

QString noteName(const KeptTable &table)
{
    return u"noted_"_s + table.name;
}

// A trigger for each way a row can change; of an update both the old and the new key. What was
// inserted is `made`, also in place of another row; what got another key, too.
QStringList noteStatements(const KeptTable &table)
{
    const QString note = noteName(table);
    QStringList keys;
    for (qsizetype i = 0; i < table.keys; ++i)
        keys.append(table.columns.at(i) + u' ' + table.types.at(i));
    QStringList statements{
        u"CREATE TEMP TABLE IF NOT EXISTS %1 (%2, made INTEGER NOT NULL DEFAULT 0,"
        " PRIMARY KEY (%3)) WITHOUT ROWID"_s.arg(note, keys.join(u", "_s),
                                                 table.keyColumns().join(u", "_s))};
    // FTS5 keeps its texts in a table of its own; virtual tables have no triggers.
    const QString source = table.isIndex ? QString(table.name + u"_content"_s) : table.name;
    const QStringList named = table.isIndex ? QStringList{u"id"_s} : table.keyColumns();
    // No OR IGNORE: what the outer statement says of conflicts would hold instead.
    const auto same = [&](const QString &row) {
        QStringList all;
        for (qsizetype i = 0; i < table.keys; ++i)
            all.append(table.columns.at(i) + u" = "_s + row + u'.' + named.at(i));
        return all.join(u" AND "_s);
    };
    const auto noting = [&](const QString &row) {
        return QString(
            u"INSERT INTO %1 SELECT %2, 0 WHERE NOT EXISTS (SELECT 1 FROM %1 WHERE %3);"_s.arg(
                note, joined(named, row + u".%1"_s, u", "_s), same(row)));
    };
    const auto trigger = [&](const QString &deed, const QString &body) {
        statements.append(
            u"CREATE TEMP TRIGGER IF NOT EXISTS %1_%2 AFTER %2 ON main.%3 BEGIN %4 END"_s.arg(
                note, deed, source, body));
    };
    const QString made = u"UPDATE %1 SET made = 1 WHERE %2"_s.arg(note, same(u"new"_s));
    QStringList kept;
    for (const QString &key : named)
        kept.append(u"old.%1 = new.%1"_s.arg(key));
    trigger(u"INSERT"_s, noting(u"new"_s) + made + u';');
    trigger(u"UPDATE"_s, noting(u"old"_s) + noting(u"new"_s) + made +
                             u" AND NOT (%1);"_s.arg(kept.join(u" AND "_s)));
    trigger(u"DELETE"_s, noting(u"old"_s));
    return statements;
}

QString selectList(const KeptTable &table, const QString &row)
{
    QStringList list;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        list.append(row + u'.' + table.columns.at(i));
    return list.join(u", "_s);
}

Result<bool> hasNotes(Connection &copy, const QList<KeptTable> &tables)
{
    QStringList looks;
    for (const KeptTable &table : tables)
        looks.append(u"EXISTS (SELECT 1 FROM %1)"_s.arg(noteName(table)));
    const auto found = copy.value(u"SELECT %1"_s.arg(looks.join(u" OR "_s)));
    if (!found)
        return fail(found.error());
    return found->toInt() != 0;
}

Result<TableChange> changeOf(Connection &copy, const KeptTable &table)
{
    TableChange change{.table = table, .rows = {}, .changed = {}, .gone = {}};
    const int keys = int(table.keys);
    const int isAloneColumn = keys + int(table.columns.size());
    const auto take = [&change, &table, keys, isAloneColumn](const Row &row) -> Result<> {
        if (!row.isNull(keys))
            (row.integer(isAloneColumn + 1) != 0 ? change.rows : change.changed)
                .append(rowFrom(row, table, keys));
        else if (row.integer(isAloneColumn) != 0)
            change.gone.append(rowFrom(row, table).first(keys));
        return {};
    };
    const QString session = table.sessionOf(u"n"_s);
    const QString isAlone = session.isEmpty()
                                ? u"1"_s
                                : u"EXISTS (SELECT 1 FROM sessions WHERE key = %1)"_s.arg(session);
    const Result<> done = copy.run(
        u"SELECT %1, %2, %3, n.made FROM %4 AS n LEFT JOIN %5 AS t ON %6"_s.arg(
            joined(table.keyColumns(), u"n.%1"_s, u", "_s), selectList(table, u"t"_s), isAlone,
            noteName(table), table.name, joined(table.keyColumns(), u"t.%1 = n.%1"_s, u" AND "_s)),
        {}, take);
    if (!done)
        return fail(done.error());
    return change;
}

} // namespace

QString KeptTable::sessionOf(const QString &row) const
{
    if (isIndex)
        return row + u".rowid >> 32"_s;
    return keyColumns().contains(u"session"_s) ? QString(row + u".session"_s) : QString();
}

QString joined(const QStringList &names, const QString &form, const QString &between)
{
    QStringList parts;
    for (const QString &name : names)
        parts.append(QString(form).replace("%1"_L1, name));
    return parts.join(between);
}

KeptRow rowFrom(const Row &row, const KeptTable &table, int first)
{
    KeptRow values;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        values.append(row.value(first + int(i)));
    return values;
}

Result<QList<KeptTable>> keptTables(Connection &copy)
{
    QList<std::pair<QString, bool>> names;
    const Result<> done =
        copy.run(u"SELECT list.name, list.type = 'virtual' FROM pragma_table_list AS list"
                 " JOIN sqlite_schema AS made ON made.name = list.name AND made.type = 'table'"
                 " WHERE list.schema = 'main' AND list.type IN ('table', 'virtual')"
                 " AND list.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND list.name <> 'copied'"
                 " ORDER BY made.rowid"_s,
                 {}, [&names](const Row &row) -> Result<> {
                     names.append({row.text(0), row.integer(1) != 0});
                     return {};
                 });
    if (!done)
        return fail(done.error());
    QList<KeptTable> tables;
    for (const auto &[name, isIndex] : names) {
        Result<KeptTable> table = describe(copy, name, isIndex);
        if (!table)
            return fail(table.error());
        tables.append(*std::move(table));
    }
    return tables;
}

Result<> noteChanges(Connection &copy, const QList<KeptTable> &tables)
{
    for (const KeptTable &table : tables)
        for (const QString &statement : noteStatements(table))
            if (Result<> done = copy.execute(statement); !done)
                return done;
    return {};
}

Result<QList<TableChange>> notedChanges(Connection &copy, const QList<KeptTable> &tables)
{
    const Result<bool> any = hasNotes(copy, tables);
    if (!any)
        return fail(any.error());
    QList<TableChange> changes;
    for (const KeptTable &table : *any ? tables : QList<KeptTable>()) {
        Result<TableChange> change = changeOf(copy, table);
        if (!change)
            return fail(change.error());
        if (!change->isEmpty())
            changes.append(*std::move(change));
    }
    return changes;
}

Result<> forgetChanges(Connection &copy, const QList<KeptTable> &tables)
{
    Result<> done;
    for (const KeptTable &table : tables)
        if (done)
            done = copy.run(u"DELETE FROM %1"_s.arg(noteName(table)));
    return done;
}

Result<> eachRow(Connection &copy, const KeptTable &table,
                 const std::function<Result<>(const KeptRow &)> &take)
{
    return copy.run(u"SELECT %1 FROM %2 AS t ORDER BY %3"_s.arg(
                        selectList(table, u"t"_s), table.name, table.keyColumns().join(u", "_s)),
                    {}, [&](const Row &row) { return take(rowFrom(row, table)); });
}

Result<> putIntoCopy(Connection &copy, const KeptTable &table, const KeptRow &row)
{
    const QString values = joined(table.columns, u"?"_s, u", "_s);
    const QString columns = table.columns.join(u", "_s);
    if (table.isIndex)
        return copy.run(
            u"INSERT OR REPLACE INTO %1 (%2) VALUES (%3)"_s.arg(table.name, columns, values), row);
    const QStringList others = table.columns.mid(table.keys);
    const QString change = others.isEmpty()
                               ? u"NOTHING"_s
                               : u"UPDATE SET "_s + joined(others, u"%1 = excluded.%1"_s, u", "_s);
    return copy.run(u"INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO %5"_s.arg(
                        table.name, columns, values, table.keyColumns().join(u", "_s), change),
                    row);
}

Result<> removeFromCopy(Connection &copy, const KeptTable &table, const KeptRow &keys)
{
    return copy.run(u"DELETE FROM %1 WHERE %2"_s.arg(
                        table.name, joined(table.keyColumns(), u"%1 = ?"_s, u" AND "_s)),
                    keys);
}

} // namespace pilothouse
