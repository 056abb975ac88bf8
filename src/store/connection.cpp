#include "store/connection.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <atomic>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Primary result codes of SQLite (https://sqlite.org/rescode.html): the low byte of what Qt tells.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnlyFile = 8,
    IoError = 10,
    Damaged = 11,
    Full = 13,
    CannotOpen = 14,
    TooBig = 18,
    NotADatabase = 26
};

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"pilothouse-%1"_s.arg(++count);
}

// Qt stores a null QString as NULL, while to us it is an empty text. QVariant() is NULL.
QVariant bound(const QVariant &value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull() ? QVariant(u""_s)
                                                                             : value;
}

} // namespace

Error sqliteError(const QSqlError &error)
{
    const auto make = [&error](Errc code, const QString &message) {
        const QString text = error.driverText() + u": "_s + error.databaseText();
        return Error{code, message, text + u" ("_s + error.nativeErrorCode() + u')'};
    };
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case Locked:
        return make(
            Errc::Unavailable,
            u"The database is locked by another program: close that program and try again."_s);
    case ReadOnlyFile:
        return make(Errc::Io, u"The database is read-only: make its file and folder writable."_s);
    case Full:
        return make(Errc::Io, u"The disk is full: free some space for the database."_s);
    case IoError:
        return make(
            Errc::Io,
            u"The database cannot be read or written: check its disk and the free space."_s);
    case CannotOpen:
        return make(Errc::Io,
                    u"The database file cannot be opened: check its path and permissions."_s);
    case Damaged:
        return make(
            Errc::Corrupt,
            u"The database is damaged: restore a backup, or move its file away to start afresh."_s);
    case NotADatabase:
        return make(Errc::Corrupt, u"The file is not a SQLite database: choose another "
                                   "one, or move the file away."_s);
    case TooBig:
        return make(Errc::TooLarge, u"An event is too large to be stored."_s);
    default:
        return make(Errc::Internal, u"The database refused a statement."_s);
    }
}

Connection::Connection(const Driver &driver)
    : m_name(nextName()), m_begin(driver.begin), m_error(driver.error)
{
}

Connection::~Connection()
{
    m_keeping.reset();
    m_statements.clear(); // all queries must be gone before their connection
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Access access,
                                                     std::chrono::milliseconds busyTimeout)
{
    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeout.count());
    if (access == Access::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    return open({.name = u"QSQLITE"_s,
                 .missing = u"Qt's SQLite driver is missing: install libqt6sql6-sqlite."_s,
                 .begin = u"BEGIN IMMEDIATE"_s,
                 .error = &sqliteError,
                 .address = [&file, &options](QSqlDatabase &database) {
                     database.setDatabaseName(file.isEmpty() ? u":memory:"_s : file);
                     database.setConnectOptions(options);
                 }});
}

Result<std::unique_ptr<Connection>> Connection::open(const Driver &driver)
{
    std::unique_ptr<Connection> connection(new Connection(driver));
    // The handle must be gone before ~Connection removes the name: hence the order and the scope.
    QSqlDatabase database = QSqlDatabase::addDatabase(driver.name, connection->m_name);
    if (!database.isValid())
        return fail(Errc::Unavailable, driver.missing);
    driver.address(database);
    if (!database.open())
        return fail(driver.error(database.lastError()));
    return connection;
}

Result<> Connection::run(const QString &sql, const QVariantList &values, const TakeRow &take)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return fail(m_error(query.lastError()));
        found = m_statements.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), bound(values.at(i)));
    Result<> result;
    if (!query.exec())
        result = fail(m_error(query.lastError()));
    while (result && take && query.next())
        result = take(Row(query));
    // next() also ends on an error, e.g. a damaged page in the middle of a scan.
    if (result && query.lastError().isValid())
        result = fail(m_error(query.lastError()));
    query.finish(); // an unfinished statement would hold its snapshot and block commits
    return result;
}

Result<QVariant> Connection::value(const QString &sql, const QVariantList &values)
{
    QVariant first;
    const Result<> done = run(sql, values, [&first](const Row &row) -> Result<> {
        if (!first.isValid())
            first = row.value(0);
        return {};
    });
    if (!done)
        return fail(done.error());
    return first;
}

Result<> Connection::execute(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(sql))
        return fail(m_error(query.lastError()));
    return {};
}

Result<> Connection::begin()
{
    if (m_keeping)
        if (Result<> ready = m_keeping->beforeBegin(*this); !ready)
            return ready;
    return execute(m_begin);
}

Result<> Connection::commit()
{
    if (m_keeping)
        if (Result<> kept = m_keeping->beforeCommit(*this); !kept)
            return kept;
    return execute(u"COMMIT"_s);
}

void Connection::rollback()
{
    (void)execute(u"ROLLBACK"_s); // fails when the database has rolled back already
}

} // namespace pilothouse
