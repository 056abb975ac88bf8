#pragma once

#include "store/migrations.h"
#include "store/postgres/kept_table.h"

#include <optional>

namespace pilothouse {

/// The server has the tables of the numbered migrations, too, so that people can ask it and other
/// programs can back it up, with one column more: `changed_in`, the number of the commit that
/// changed the row last. Which values may be there is decided in the working copy, so there are
/// no UNIQUE constraints; full-text indexes are tables of texts there. `gone` names removed rows.

/// What a server knows of the journal that it keeps: the one row of `journal_state`.
struct JournalState
{
    QString journal;       ///< a random name, made with the journal
    int migration = 0;     ///< of its tables
    qint64 stamp = 0;      ///< number of the last commit
    QString owner;         ///< the server of ours that may write
    qint64 auditGiven = 0; ///< the highest number that an audit row ever had
};

/// None: there is no journal in this database. Unsupported: it holds something else.
Result<std::optional<JournalState>> journalState(Connection &server);
/// Makes a new journal's state, without tables.
Result<> makeJournal(Connection &server, const QString &journal);
/// The statement as the server runs it; empty: what it does is done in the copy alone.
QString forPostgres(const QString &statement);
/// Brings the server's tables from one number to the next ones'. In the caller's transaction.
Result<> migrateServer(Connection &server, int from, const QList<Migration> &migrations);
/// What every table has there besides.
Result<> addStamps(Connection &server, const QList<KeptTable> &tables);

} // namespace pilothouse
