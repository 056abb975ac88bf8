#pragma once

#include "core/result.h"

#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

class QSqlError;

namespace pilothouse {

/// One SQLite connection with its prepared statements. It belongs to the thread that opened it
/// and must be used and destroyed there (a rule of QSqlDatabase).
class Connection
{
    Q_DISABLE_COPY_MOVE(Connection)
public:
    enum class Access { ReadOnly, ReadWrite };
    /// Takes what it needs from the row; a failure ends the statement.
    using Row = std::function<Result<>(const QSqlQuery &)>;

    /// Opens an existing file, or a new database in memory when `file` is empty.
    /// Io: it cannot be opened. Unavailable: Qt's SQLite driver is missing.
    static Result<std::unique_ptr<Connection>> open(const QString &file, Access access,
                                                    std::chrono::milliseconds busyTimeout);
    ~Connection();

    /// Runs one statement with its bound values to the end and hands each row to `row`. QVariant()
    /// is bound as NULL, a null QString as an empty text.
    /// The statement is prepared once and kept, so `sql` must come from a small fixed set.
    /// Errors as in sqliteError(), and those of `row`.
    Result<> run(const QString &sql, const QVariantList &values = {}, const Row &row = {});
    /// The first value of the first row.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});

private:
    explicit Connection(QString name);
    QString m_name; ///< in Qt's table of connections
    std::unordered_map<QString, QSqlQuery> m_statements;
};

/// What SQLite reported, as a sentence that says what to do.
/// Io: disk full, read-only or failing. Unavailable: locked by another program.
/// Corrupt: damaged, or not a database. Internal: our own SQL is wrong.
Error sqliteError(const QSqlError &error);

} // namespace pilothouse
