#pragma once

#include "store/connection.h"

#include <QStringList>

namespace pilothouse {

/// A table of the journal, as the working copy and the server both have it. Read from the copy's
/// own schema: there is no second list of tables and columns.
struct KeptTable
{
    QString name;
    QStringList columns;  ///< those that tell rows apart first
    QStringList types;    ///< SQLite's: INTEGER, TEXT, REAL or BLOB
    qsizetype keys = 0;   ///< how many columns tell rows apart
    bool isIndex = false; ///< of FTS5

    QStringList keyColumns() const { return columns.first(keys); }
    /// Of a row, the key of its session; empty: it goes with none. `row`: the name of the row.
    QString sessionOf(const QString &row) const;
};

/// One row as the copy has it, in the order of the columns.
using KeptRow = QVariantList;

/// What one transaction did to a table.
struct TableChange
{
    KeptTable table;
    QList<KeptRow> rows;    ///< that are new
    QList<KeptRow> changed; ///< that were there before, as they are now
    QList<KeptRow> gone;    ///< the keys of those removed, but for what goes with its session

    bool isEmpty() const { return rows.isEmpty() && changed.isEmpty() && gone.isEmpty(); }
};

/// The tables of a journal, those first that others refer to.
Result<QList<KeptTable>> keptTables(Connection &copy);

/// Has the copy note from now on which rows change, for this connection alone. To be called again
/// after its schema has changed.
Result<> noteChanges(Connection &copy, const QList<KeptTable> &tables);
/// What was noted since forgetChanges().
Result<QList<TableChange>> notedChanges(Connection &copy, const QList<KeptTable> &tables);
Result<> forgetChanges(Connection &copy, const QList<KeptTable> &tables);

/// Every row of a table, in the order of its keys. `take` gets them with their columns in order.
Result<> eachRow(Connection &copy, const KeptTable &table,
                 const std::function<Result<>(const KeptRow &)> &take);
/// Writes a row into the copy, whether it has the row or not.
Result<> putIntoCopy(Connection &copy, const KeptTable &table, const KeptRow &row);
Result<> removeFromCopy(Connection &copy, const KeptTable &table, const KeptRow &keys);

/// "a = b.a AND …" and the like: `form` for each name, with %1 for it, joined.
QString joined(const QStringList &names, const QString &form, const QString &between);
/// The columns of `row` from `first` on.
KeptRow rowFrom(const Row &row, const KeptTable &table, int first = 0);

} // namespace pilothouse
