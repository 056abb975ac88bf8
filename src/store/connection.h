#pragma once

#include "core/result.h"

#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

class QSqlDatabase;
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

class Connection;

/// What else a transaction has to do with than the file it is made in. Used and destroyed on the
/// connection's thread. See store/postgres/keeper.h.
class Keeping
{
    Q_DISABLE_COPY_MOVE(Keeping)
public:
    Keeping() = default;
    virtual ~Keeping() = default;
    /// Before a transaction begins; a failure keeps it from beginning.
    virtual Result<> beforeBegin(Connection &connection) = 0;
    /// Before it is committed. A failure undoes it.
    virtual Result<> beforeCommit(Connection &connection) = 0;
};

/// One connection with its prepared statements: to an SQLite file, or, within store/postgres, to a
/// server. It belongs to the thread that opened it and must be used and destroyed there (a rule of
/// QSqlDatabase).
class Connection
{
    Q_DISABLE_COPY_MOVE(Connection)
public:
    enum class Access { ReadOnly, ReadWrite };
    /// What differs between the drivers of Qt.
    struct Driver
    {
        QString name;    ///< Qt's
        QString missing; ///< what to do where Qt does not have it
        QString begin;   ///< a transaction that writes
        Error (*error)(const QSqlError &error);
        std::function<void(QSqlDatabase &)> address;
    };
    /// Takes what it needs from the row; a failure ends the statement.
    using TakeRow = std::function<Result<>(const Row &)>;

    /// Opens an existing file, or a new database in memory when `file` is empty.
    /// Io: it cannot be opened. Unavailable: Qt's SQLite driver is missing.
    static Result<std::unique_ptr<Connection>> open(const QString &file, Access access,
                                                    std::chrono::milliseconds busyTimeout);
    /// The same by any driver. Unavailable: Qt does not have it. Else what the driver says.
    static Result<std::unique_ptr<Connection>> open(const Driver &driver);
    ~Connection();

    /// Runs one statement with its bound values to the end and hands each row to `take`. QVariant()
    /// is bound as NULL, a null QString as an empty text.
    /// The statement is prepared once and kept, so `sql` must come from a small fixed set.
    /// Errors as the driver's, for SQLite those of sqliteError(), and those of `take`.
    Result<> run(const QString &sql, const QVariantList &values = {}, const TakeRow &take = {});
    /// The first value of the first row; invalid without one.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// Runs one statement that is not kept and gives no rows.
    Result<> execute(const QString &sql);

    /// A transaction that writes, with what setKeeping() adds to it.
    Result<> begin();
    Result<> commit();
    void rollback();
    void setKeeping(std::unique_ptr<Keeping> keeping) { m_keeping = std::move(keeping); }

private:
    explicit Connection(const Driver &driver);
    QString m_name; ///< in Qt's table of connections
    QString m_begin;
    Error (*m_error)(const QSqlError &error);
    std::unique_ptr<Keeping> m_keeping;
    std::unordered_map<QString, QSqlQuery> m_statements;
};

/// What SQLite reported, as a sentence that says what to do.
/// Io: disk full, read-only or failing. Unavailable: locked by another program.
/// Corrupt: damaged, or not a database. Internal: our own SQL is wrong.
Error sqliteError(const QSqlError &error);

} // namespace pilothouse
