#include "store/database.h"

#include "core/promise.h"
#include "store/files/database_file.h"
#include "store/database_url.h"
#include "store/migrations.h"
#include "store/postgres/keeper.h"

#include <QFileInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

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

Database::Database(const Clock &clock) : m_clock(clock) {}

// Where the working file is: of a server's journal a copy.
Result<QString> Database::placeFor(const DatabaseLocation &location, const StoreConfig &config)
{
    if (!location.postgres)
        return location.file;
    if (!config.dataDir.isEmpty())
        return copyIn(config.dataDir);
    m_folder.emplace();
    if (!m_folder->isValid())
        return fail(Errc::Io, u"There is no place for temporary files."_s, m_folder->errorString());
    return copyIn(m_folder->path());
}

Result<> Database::openReader(const QString &file, const StoreConfig &config)
{
    auto reader = Connection::open(file, Connection::Access::ReadOnly, config.busyTimeout);
    if (!reader)
        return fail(reader.error());
    m_reader = std::move(*reader);
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const StoreConfig &config, const Clock &clock,
                                                 qint64 above)
{
    const Result<DatabaseLocation> location = parseDatabaseUrl(config.databaseUrl);
    if (!location)
        return fail(location.error());
    const QString shown = shownPlace(*location);
    std::unique_ptr<Database> database(new Database(clock));
    const Result<QString> place = database->placeFor(*location, config);
    if (!place)
        return fail(about(shown, place.error()));
    QString file = *place;
    const std::chrono::milliseconds busyTimeout = config.busyTimeout;
    Result<FileLock> lock = location->postgres ? lockCopy(file) : lockDatabase(file, busyTimeout);
    if (!lock)
        return fail(about(shown, lock.error()));
    database->m_lock = std::move(*lock);

    Writer::Open open = [file, busyTimeout] { return openForWriting(file, busyTimeout); };
    if (location->postgres) {
        database->m_lease = std::make_unique<Lease>(*location->postgres, above);
        KeptJournal kept = keptAt(*location->postgres, config, database->m_stopping);
        kept.lease = database->m_lease.get();
        open = [file, kept] { return Keeper::openCopy(file, kept); };
    }
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
    m_lease.reset(); // the next one finds all that was stored
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

qint64 Database::epoch() const
{
    return m_lease ? m_lease->epoch() : 0;
}

void Database::whenLost(std::function<void()> tell)
{
    if (m_lease)
        m_lease->whenLost(std::move(tell));
}

void Database::flush()
{
    if (m_writer) // not when it was opened to read
        m_writer->flush();
}

} // namespace pilothouse
