#include "store/postgres/server_rows.h"

#include "core/json.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Of one statement. The server reads the rows from one text, by their columns' names: a statement
// of few values is parsed at once, however many rows it is for.
constexpr qsizetype kMostRows = 1000;
constexpr qsizetype kMostText = 8 << 20;
constexpr qint64 kProgressRows = 50'000;

// Given with a session and never changed: the server need not write them again and again.
QStringList changingColumns(const KeptTable &table)
{
    QStringList columns = table.columns.mid(table.keys);
    if (table.name == "sessions"_L1)
        columns.removeAll(u"options"_s);
    return columns;
}

void appendValue(QByteArray &json, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        appendJsonString(json, storable(value).toString());
        return;
    case QMetaType::QByteArray:
        json += R"("\\x)" + value.toByteArray().toHex() + '"';
        return;
    case QMetaType::Double:
        json += QByteArray::number(value.toDouble(), 'g', 17);
        return;
    default:
        json += value.isValid() ? QByteArray::number(value.toLongLong()) : "null";
    }
}

void appendRow(QByteArray &json, const KeptRow &row, const QStringList &columns)
{
    char before = '{';
    for (qsizetype i = 0; i < columns.size(); ++i) {
        json += before;
        appendJsonString(json, columns.at(i));
        json += ':';
        appendValue(json, row.at(i));
        before = ',';
    }
    json += '}';
}

// A text of rows for json_populate_recordset(), and how many they are.
struct Portion
{
    QString json;
    qsizetype rows = 0;
};

using UsePortion = std::function<Result<>(const Portion &)>;

Result<> inPortions(const QList<KeptRow> &rows, const QStringList &columns, const UsePortion &use)
{
    for (qsizetype at = 0; at < rows.size();) {
        QByteArray json = "[";
        const qsizetype begin = at;
        while (at < rows.size() && at - begin < kMostRows && json.size() < kMostText) {
            json += at > begin ? "," : "";
            appendRow(json, rows.at(at++), columns);
        }
        json += ']';
        if (Result<> done = use({QString::fromUtf8(json), at - begin}); !done)
            return done;
    }
    return {};
}

QString rowsOf(const QString &table)
{
    return u"json_populate_recordset(CAST(NULL AS %1), CAST(? AS json)) AS r"_s.arg(table);
}

Result<> insertRows(Connection &server, const TableChange &change, qint64 stamp)
{
    const KeptTable &table = change.table;
    const QStringList others = table.columns.mid(table.keys) + QStringList{u"changed_in"_s};
    const QString statement =
        u"INSERT INTO %1 (%2, changed_in) SELECT %3, CAST(? AS bigint) FROM %4"
        " ON CONFLICT (%5) DO UPDATE SET %6"_s.arg(
            table.name, table.columns.join(u", "_s), joined(table.columns, u"r.%1"_s, u", "_s),
            rowsOf(table.name), table.keyColumns().join(u", "_s),
            joined(others, u"%1 = excluded.%1"_s, u", "_s));
    return inPortions(change.rows, table.columns, [&](const Portion &portion) {
        return server.run(statement, {stamp, portion.json});
    });
}

Result<> updateRows(Connection &server, const TableChange &change, qint64 stamp)
{
    const KeptTable &table = change.table;
    const QStringList changing = changingColumns(table);
    const QString statement =
        u"WITH done AS (UPDATE %1 AS t SET %2 changed_in = CAST(? AS bigint) FROM %3 WHERE %4"
        " RETURNING 1) SELECT count(*) FROM done"_s.arg(
            table.name, joined(changing, u"%1 = r.%1,"_s, u" "_s), rowsOf(table.name),
            joined(table.keyColumns(), u"t.%1 = r.%1"_s, u" AND "_s));
    const QStringList columns = table.keyColumns() + changing;
    QList<KeptRow> rows;
    for (const KeptRow &row : change.changed) {
        KeptRow values;
        for (const QString &column : columns)
            values.append(row.at(table.columns.indexOf(column)));
        rows.append(values);
    }
    return inPortions(rows, columns, [&](const Portion &portion) -> Result<> {
        const auto count = server.value(statement, {stamp, portion.json});
        if (!count)
            return fail(count.error());
        if (count->toLongLong() != portion.rows)
            return fail(Errc::Corrupt, u"The PostgreSQL journal lacks rows: restore it."_s);
        return {};
    });
}

Result<> removeRows(Connection &server, const TableChange &change, qint64 stamp)
{
    const KeptTable &table = change.table;
    const QString removing = u"DELETE FROM %1 AS t USING %2 WHERE %3"_s.arg(
        table.name, rowsOf(table.name), joined(table.keyColumns(), u"t.%1 = r.%1"_s, u" AND "_s));
    const Result<> removed =
        inPortions(change.gone, table.keyColumns(),
                   [&](const Portion &portion) { return server.run(removing, {portion.json}); });
    if (!removed)
        return removed;
    QList<KeptRow> names;
    for (const KeptRow &keys : change.gone)
        names.append(KeptRow{QString::fromUtf8(compactJson(QJsonArray::fromVariantList(keys)))});
    const QString noting =
        u"INSERT INTO gone (from_table, changed_in, row_key)"
        " SELECT CAST(? AS text), CAST(? AS bigint), r.row_key FROM %1"_s.arg(rowsOf(u"gone"_s));
    return inPortions(names, {u"row_key"_s}, [&](const Portion &portion) {
        return server.run(noting, {table.name, stamp, portion.json});
    });
}

Result<> removeWhatIsGone(Connection &server, Connection &copy, const QList<KeptTable> &tables,
                          qint64 after)
{
    QHash<QString, KeptTable> byName;
    for (const KeptTable &table : tables)
        byName.insert(table.name, table);
    return server.run(
        u"SELECT from_table, row_key FROM gone WHERE changed_in > ? ORDER BY changed_in"_s, {after},
        [&](const Row &row) -> Result<> {
            const auto keys = QJsonDocument::fromJson(row.text(1).toUtf8()).array().toVariantList();
            const auto table = byName.constFind(row.text(0));
            if (table == byName.cend() || keys.size() != table->keys)
                return fail(Errc::Corrupt, u"The PostgreSQL journal is damaged: restore it."_s);
            return removeFromCopy(copy, *table, keys);
        });
}

} // namespace

QVariant storable(const QVariant &value)
{
    return value.typeId() == QMetaType::QString ? wellFormed(value.toString()) : value;
}

Result<> putOnServer(Connection &server, const TableChange &change, qint64 stamp)
{
    Result<> done = removeRows(server, change, stamp);
    if (done)
        done = updateRows(server, change, stamp);
    return done ? insertRows(server, change, stamp) : done;
}

Result<> takeFromServer(Connection &server, Connection &copy, const QList<KeptTable> &tables,
                        qint64 after, const CopyProgress &progress)
{
    if (after > 0)
        if (Result<> done = removeWhatIsGone(server, copy, tables, after); !done)
            return done;
    qint64 rows = 0;
    for (const KeptTable &table : tables) {
        const auto take = [&](const Row &row) -> Result<> {
            if (++rows % kProgressRows == 0 && progress)
                progress(rows);
            return putIntoCopy(copy, table, rowFrom(row, table));
        };
        const Result<> done = server.run(
            u"SELECT %1 FROM %2 WHERE changed_in > ? ORDER BY %3"_s.arg(
                table.columns.join(u", "_s), table.name, table.keyColumns().join(u", "_s)),
            {after}, take);
        if (!done)
            return done;
    }
    return {};
}

} // namespace pilothouse
