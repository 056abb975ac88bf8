#include "store/postgres/server_rows.h"

#include "core/json.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Rows of one statement: each size is one more that the server has to prepare.
constexpr qsizetype kPortions[] = {64, 8, 1};
constexpr qint64 kProgressRows = 50'000;

// Given with a session and never changed: the server need not write them again and again.
QStringList changingColumns(const KeptTable &table)
{
    QStringList columns = table.columns.mid(table.keys);
    if (table.name == "sessions"_L1)
        columns.removeAll(u"options"_s);
    return columns;
}

QString tuples(qsizetype rows, qsizetype columns)
{
    const QString tuple = u'(' + QStringList(columns, u"?"_s).join(u", "_s) + u')';
    return QStringList(rows, tuple).join(u", "_s);
}

using Statement = std::function<QString(qsizetype rows)>;

// `extra` goes behind the values of each row.
Result<> inPortions(Connection &server, const QList<KeptRow> &rows, const Statement &statement,
                    const QVariant &extra = {})
{
    qsizetype at = 0;
    for (const qsizetype portion : kPortions)
        for (; rows.size() - at >= portion; at += portion) {
            QVariantList values;
            for (qsizetype i = at; i < at + portion; ++i) {
                for (const QVariant &value : rows.at(i))
                    values.append(storable(value));
                if (extra.isValid())
                    values.append(extra);
            }
            if (Result<> done = server.run(statement(portion), values); !done)
                return done;
        }
    return {};
}

Result<> putRows(Connection &server, const TableChange &change, qint64 stamp)
{
    const KeptTable &table = change.table;
    const QStringList all = table.columns + QStringList{u"changed_in"_s};
    const QStringList changing = changingColumns(table) + QStringList{u"changed_in"_s};
    const QString rest = u" ON CONFLICT (%1) DO UPDATE SET %2"_s.arg(
        table.keyColumns().join(u", "_s), joined(changing, u"%1 = excluded.%1"_s, u", "_s));
    const auto statement = [&](qsizetype rows) {
        return QString(u"INSERT INTO %1 (%2) VALUES "_s.arg(table.name, all.join(u", "_s)) +
                       tuples(rows, all.size()) + rest);
    };
    return inPortions(server, change.rows, statement, stamp);
}

Result<> removeRows(Connection &server, const TableChange &change, qint64 stamp)
{
    const KeptTable &table = change.table;
    const auto removing = [&](qsizetype rows) {
        return u"DELETE FROM %1 WHERE (%2) IN (%3)"_s.arg(
            table.name, table.keyColumns().join(u", "_s), tuples(rows, table.keys));
    };
    if (Result<> done = inPortions(server, change.gone, removing); !done)
        return done;
    QList<KeptRow> names;
    for (const KeptRow &keys : change.gone)
        names.append({table.name, QString::fromUtf8(QJsonDocument(QJsonArray::fromVariantList(keys))
                                                        .toJson(QJsonDocument::Compact))});
    const auto noting = [](qsizetype rows) {
        return QString(u"INSERT INTO gone (from_table, row_key, changed_in) VALUES "_s +
                       tuples(rows, 3));
    };
    return inPortions(server, names, noting, stamp);
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
    if (value.typeId() != QMetaType::QString)
        return value;
    QString text = value.toString();
    return text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
}

Result<> putOnServer(Connection &server, const TableChange &change, qint64 stamp)
{
    if (Result<> done = removeRows(server, change, stamp); !done)
        return done;
    return putRows(server, change, stamp);
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
