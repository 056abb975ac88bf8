#pragma once

#include "store/postgres/kept_table.h"

namespace pilothouse {

/// Rows of a journal on their way to the server and back. All within the caller's transaction.

/// Writes what a transaction changed, as commit number `stamp`: a statement or two for each table,
/// however many rows there are.
Result<> putOnServer(Connection &server, const TableChange &change, qint64 stamp);

/// The value as the server can have it: its texts are well-formed, and hold no U+0000.
QVariant storable(const QVariant &value);

/// Told every now and then how many rows were copied so far.
using CopyProgress = std::function<void(qint64 rows)>;

/// Brings the copy from commit number `after` to what the server has.
Result<> takeFromServer(Connection &server, Connection &copy, const QList<KeptTable> &tables,
                        qint64 after, const CopyProgress &progress = {});

} // namespace pilothouse
