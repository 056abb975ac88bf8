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

/// One row of what a statement gives; valid only inside the call it is handed to. Columns count
/// from 0. A value of another type is converted as QVariant does it; NULL is 0 or empty.
class Row
{
public:
    explicit Row(const QSqlQuery &query) : m_query(query) {}

    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    double real(int column) const { return m_query.value(column).toDouble(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    /// Of a blob; a text byte for byte needs CAST(… AS BLOB), else it passes through UTF-16.
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    /// As it is stored: qint64, double, QString or QByteArray; NULL is an invalid QVariant.
    QVariant value(int column) const { return isNull(column) ? QVariant() : m_query.value(column); }

private:
    const QSqlQuery &m_query;
};

/// One SQLite connection with its prepared statements. It belongs to the thread that opened it
/// and must be used and destroyed there (a rule of QSqlDatabase).
class Connection
{
    Q_DISABLE_COPY_MOVE(Connection)
public:
    enum class Access { ReadOnly, ReadWrite };
    /// Takes what it needs from the row; a failure ends the statement.
    using TakeRow = std::function<Result<>(const Row &)>;

    /// Opens an existing file, or a new database in memory when `file` is empty.
    /// Io: it cannot be opened. Unavailable: Qt's SQLite driver is missing.
    static Result<std::unique_ptr<Connection>> open(const QString &file, Access access,
                                                    std::chrono::milliseconds busyTimeout);
    ~Connection();

    /// Runs one statement with its bound values to the end and hands each row to `take`. QVariant()
    /// is bound as NULL, a null QString as an empty text.
    /// The statement is prepared once and kept, so `sql` must come from a small fixed set.
    /// Errors as in sqliteError(), and those of `take`.
    Result<> run(const QString &sql, const QVariantList &values = {}, const TakeRow &take = {});
    /// The first value of the first row; invalid without one.
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
