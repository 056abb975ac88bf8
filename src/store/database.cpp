#include "store/database.h"

#include "core/promise.h"
#include "store/database_url.h"
#include "store/migrations.h"
#include "store/postgres/keeper.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Creates missing folders one by one: private, while those that exist stay as they are.
Result<> createFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (Result<> parent = createFolder(QFileInfo(folder).absolutePath()); !parent)
        return parent;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return fail(Errc::Io,
                u"The folder %1 cannot be created: keep the database elsewhere."_s.arg(folder),
                QString::fromLocal8Bit(std::strerror(errno)));
}

Result<> createFile(const QString &file)
{
    const int fd =
        ::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(Errc::Io, u"The database %1 cannot be created: keep it elsewhere."_s.arg(file),
                    QString::fromLocal8Bit(std::strerror(errno)));
    ::close(fd);
    return {};
}

// Looks before anything is written: a file that is damaged, foreign or newer stays untouched.
Result<> inspect(const QString &file, std::chrono::milliseconds busyTimeout)
{
    const QFileInfo info(file);
    if (!info.isFile())
        return fail(Errc::Io, u"This is not a file: choose another database."_s);
    // SQLite would open it all the same and fail at the first write.
    if (::faccessat(AT_FDCWD, QFile::encodeName(file).constData(), R_OK | W_OK, AT_EACCESS) != 0)
        return fail(Errc::Io, u"The database is read-only: make its file and folder writable."_s,
                    QString::fromLocal8Bit(std::strerror(errno)));
    if (info.size() == 0)
        return {}; // a new database
    // A journal left by a crash before the first WAL commit can only be rolled back by a writer.
    const auto access = QFileInfo::exists(file + u"-journal"_s) ? Connection::Access::ReadWrite
                                                                : Connection::Access::ReadOnly;
    auto connection = Connection::open(file, access, busyTimeout);
    if (!connection)
        return fail(connection.error());
    const auto version = (*connection)->value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    const auto tables = (*connection)->value(u"SELECT count(*) FROM sqlite_schema"_s);
    if (!tables)
        return fail(tables.error());
    if (version->toInt() == 0 && tables->toInt() > 0)
        return fail(Errc::Unsupported, u"The database belongs to another program: choose another "
                                       "one."_s);
    if (version->toInt() > builtInMigrations().last().number)
        return migrate(**connection, builtInMigrations()); // tells why it refuses
    const auto check = (*connection)->value(u"PRAGMA quick_check(1)"_s);
    if (!check)
        return fail(check.error());
    if (check->toString() != "ok"_L1)
        return fail(
            Errc::Corrupt,
            u"The database is damaged: restore a backup, or move its file away to start afresh."_s,
            check->toString());
    return {};
}

Result<std::unique_ptr<Connection>> openForWriting(const QString &file,
                                                   std::chrono::milliseconds busyTimeout)
{
    auto connection = Connection::open(file, Connection::Access::ReadWrite, busyTimeout);
    if (!connection)
        return connection;
    const auto mode = (*connection)->value(u"PRAGMA journal_mode = WAL"_s);
    if (!mode)
        return fail(mode.error());
    if (!file.isEmpty() && mode->toString() != "wal"_L1)
        return fail(Errc::Io, u"The database's file system cannot share memory between "
                              "connections: put it on a local disk."_s);
    for (const QString &pragma : {u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s,
                                  u"PRAGMA journal_size_limit = 67108864"_s})
        if (Result<> set = (*connection)->run(pragma); !set)
            return fail(set.error());
    if (Result<> done = migrate(**connection, builtInMigrations()); !done)
        return fail(done.error());
    return connection;
}

// Prefixes the file to what SQLite says about it: whoever starts a server wants to know which.
Error about(const QString &file, Error error)
{
    if (!file.isEmpty() && !error.message.contains(file))
        error.message = file + u": "_s + error.message;
    return error;
}

Result<FileLock> lockFile(const QString &file)
{
    if (Result<> folder = createFolder(QFileInfo(file).absolutePath()); !folder)
        return fail(folder.error());
    return FileLock::acquire(file + u".lock"_s);
}

Result<FileLock> prepare(const QString &file, std::chrono::milliseconds busyTimeout)
{
    if (file.isEmpty())
        return FileLock();
    Result<FileLock> lock = lockFile(file);
    if (!lock)
        return lock;
    const Result<> ready = QFileInfo::exists(file) ? inspect(file, busyTimeout) : createFile(file);
    if (!ready)
        return fail(ready.error());
    return lock;
}

KeptJournal keptAt(const PostgresServer &server, const StoreConfig &config,
                   const std::shared_ptr<QSemaphore> &stopping)
{
    return {.server = server,
            .patience = config.serverPatience,
            .stopping = stopping,
            .busyTimeout = config.busyTimeout};
}

QString shownPlace(const DatabaseLocation &location)
{
    return location.postgres ? shownDatabase(*location.postgres) : location.file;
}

} // namespace

// Where the working file is: of a server's journal a copy.
Result<QString> Database::placeFor(const DatabaseLocation &location, const StoreConfig &config)
{
    if (!location.postgres)
        return location.file;
    if (!config.dataDir.isEmpty())
        return config.dataDir + u"/journal-copy.sqlite3"_s;
    m_folder.emplace();
    if (!m_folder->isValid())
        return fail(Errc::Io, u"There is no place for temporary files."_s, m_folder->errorString());
    return m_folder->filePath(u"journal-copy.sqlite3"_s);
}

Result<> Database::openReader(const QString &file, const StoreConfig &config)
{
    auto reader = Connection::open(file, Connection::Access::ReadOnly, config.busyTimeout);
    if (!reader)
        return fail(reader.error());
    m_reader = std::move(*reader);
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const StoreConfig &config, const Clock &clock)
{
    const Result<DatabaseLocation> location = parseDatabaseUrl(config.databaseUrl);
    if (!location)
        return fail(location.error());
    const QString shown = shownPlace(*location);
    std::unique_ptr<Database> database(new Database(clock));
    const Result<QString> place = database->placeFor(*location, config);
    if (!place)
        return fail(about(shown, place.error()));
    const QString &file = *place;
    const std::chrono::milliseconds busyTimeout = config.busyTimeout;
    Result<FileLock> lock = location->postgres ? lockFile(file) : prepare(file, busyTimeout);
    if (!lock)
        return fail(about(shown, lock.error()));
    database->m_lock = std::move(*lock);

    Writer::Open open = [file, busyTimeout] { return openForWriting(file, busyTimeout); };
    if (location->postgres)
        open = [file, kept = keptAt(*location->postgres, config, database->m_stopping)] {
            return Keeper::openCopy(file, kept);
        };
    auto writer = Writer::start(open, config.batchSize);
    if (!writer)
        return fail(about(shown, writer.error()));
    database->m_writer = std::move(*writer);
    if (file.isEmpty())
        return database;
    if (const Result<> reader = database->openReader(file, config); !reader)
        return fail(about(shown, reader.error()));
    return database;
}

Result<std::unique_ptr<Database>> Database::openToRead(const StoreConfig &config,
                                                       const Clock &clock)
{
    const Result<DatabaseLocation> location = parseDatabaseUrl(config.databaseUrl);
    if (!location)
        return fail(location.error());
    std::unique_ptr<Database> database(new Database(clock));
    StoreConfig ours = config;
    if (location->postgres)
        ours.dataDir.clear(); // the copy there is the server's
    const Result<QString> place = database->placeFor(*location, ours);
    if (!place)
        return fail(place.error());
    const QString &file = *place;
    const QString shown = shownPlace(*location);
    if (file.isEmpty())
        return fail(Errc::InvalidArgument, u"A database in memory is its server's alone."_s);
    if (location->postgres)
        if (const Result<> made = Keeper::makeReadingCopy(
                file, keptAt(*location->postgres, config, database->m_stopping));
            !made)
            return fail(about(shown, made.error()));
    if (!QFileInfo(file).isFile())
        return fail(Errc::NotFound, u"%1: there is no database here."_s.arg(file));
    if (const Result<> reader = database->openReader(file, config); !reader)
        return fail(about(shown, reader.error()));
    const auto version = database->m_reader->value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(about(shown, version.error()));
    if (version->toInt() != builtInMigrations().last().number)
        return fail(Errc::Unsupported,
                    u"%1: another version of Pilothouse made this database. "
                    "This one's server brings older ones up to date."_s.arg(file));
    return database;
}

Database::~Database()
{
    m_stopping->release(); // nobody waits for a server that is away
    if (m_writer)
        m_writer->flush(); // while the reader is there for whom it tells
    // The writer is the last to close: it folds the WAL into the file.
    m_reader.reset();
    m_writer.reset();
}

Result<> Database::readWith(const Writer::Work &work) const
{
    // Connections in memory cannot share: there the writer reads, in the order of its queue.
    return m_reader ? work(*m_reader) : m_writer->call(work);
}

QCoro::Task<Result<>> Database::write(Writer::Work work)
{
    Promise<Result<>> outcome;
    submit(
        std::move(work), [outcome](const Result<> &result) { outcome.set(result); }, 1);
    const Result<> result = co_await outcome;
    co_return result;
}

void Database::submit(Writer::Work work, Writer::Done done, int events)
{
    Q_ASSERT(m_writer);
    m_writer->submit(std::move(work), std::move(done), events);
}

void Database::flush()
{
    if (m_writer) // not when it was opened to read
        m_writer->flush();
}

} // namespace pilothouse
