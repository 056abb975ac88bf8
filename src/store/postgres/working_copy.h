#pragma once

#include "store/postgres/postgres_schema.h"
#include "store/postgres/server_rows.h"

namespace pilothouse {

/// The SQLite file in which a journal of a PostgreSQL server is worked on and read. It can always
/// be made anew, so what is wrong with it is no fault: it is thrown away. It says in its table
/// `copied` of which journal it is, up to which commit.

/// Opens the copy in `file` if it is one of this journal with the same tables, else an empty new
/// one in its place.
Result<std::unique_ptr<Connection>> openWorkingCopy(const QString &file, const JournalState &state,
                                                    const QList<Migration> &migrations,
                                                    std::chrono::milliseconds busyTimeout);
/// The number of the last commit that is in the copy.
Result<qint64> stampOf(Connection &copy);
Result<> setStamp(Connection &copy, qint64 stamp);
/// Takes what the copy lacks from the server, in one transaction of each.
Result<> bringUpToDate(Connection &server, Connection &copy, const QList<KeptTable> &tables);
/// The copy in `file` as it is on the server now; a new one where that cannot be had.
Result<std::unique_ptr<Connection>> currentCopy(Connection &server, const QString &file,
                                                const JournalState &state,
                                                const QList<Migration> &migrations,
                                                std::chrono::milliseconds busyTimeout);
/// An empty database with the tables of `migrations` up to that number, in memory.
Result<std::unique_ptr<Connection>> emptyJournal(const QList<Migration> &migrations, int number);
/// Those up to a number.
QList<Migration> upTo(const QList<Migration> &migrations, int number);

} // namespace pilothouse
