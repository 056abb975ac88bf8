#include "store/postgres/journal_move.h"

#include "store/database.h"
#include "store/postgres/fingerprint.h"
#include "store/postgres/keeper.h"
#include "store/postgres/taking_over.h"
#include "store/postgres/working_copy.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAtOnce = 512; // rows in memory
constexpr qint64 kFirstStamp = 1;

// The rows of one side, the copy of the other, and what is told of it.
struct Move
{
    QList<KeptTable> tables;
    const CopyProgress &progress;
    MovedJournal moved = {};
};

Result<> compare(Connection &one, Connection &other, Move &move)
{
    move.moved.rows = 0;
    for (const KeptTable &table : move.tables) {
        const auto here = fingerprintOf(one, table);
        const auto there = here ? fingerprintOf(other, table) : here;
        if (!there)
            return fail(there.error());
        if (*here != *there)
            return fail(
                Errc::Corrupt,
                u"The copy is not the same: %1 rows of \"%2\" became %3. Nothing was kept."_s
                    .arg(here->rows())
                    .arg(table.name)
                    .arg(there->rows()));
        move.moved.rows += here->rows();
        if (table.name == "sessions"_L1)
            move.moved.sessions = here->rows();
        if (table.name == "events"_L1)
            move.moved.events = here->rows();
    }
    return {};
}

Result<> putTable(Connection &file, Connection &server, const KeptTable &table, qint64 &rows,
                  const CopyProgress &progress)
{
    TableChange portion{.table = table, .rows = {}, .changed = {}, .gone = {}};
    const auto put = [&]() -> Result<> {
        const Result<> done = putOnServer(server, portion, kFirstStamp);
        rows += portion.rows.size();
        portion.rows.clear();
        progress(rows);
        return done;
    };
    const Result<> done = eachRow(file, table, [&](const KeptRow &row) -> Result<> {
        portion.rows.append(row);
        return portion.rows.size() < kAtOnce ? Result<>() : put();
    });
    return done ? put() : done;
}

Result<> putAll(Connection &file, Connection &server, Move &move)
{
    qint64 rows = 0;
    for (const KeptTable &table : move.tables)
        if (Result<> done = putTable(file, server, table, rows, move.progress); !done)
            return done;
    const auto given = file.value(u"SELECT seq FROM sqlite_sequence WHERE name = 'audit'"_s);
    if (!given)
        return fail(given.error());
    if (Result<> done = server.run(u"UPDATE journal_state SET stamp = ?, audit_given = ?"_s,
                                   {kFirstStamp, given->toLongLong()});
        !done)
        return done;
    return compare(file, server, move);
}

/// Conflict: something is there already.
Result<> makeEmptyJournal(Connection &server)
{
    const auto state = journalState(server);
    if (!state)
        return fail(state.error());
    if (*state && (*state)->stamp > 0)
        return fail(Errc::Conflict, u"There is a journal in this database already: choose an empty "
                                    "one."_s);
    const auto owned = ownJournal(server, {}, builtInMigrations());
    return owned ? Result<>() : fail(owned.error());
}

Result<MovedJournal> moveToServer(const QString &from, const PostgresServer &to,
                                  const StoreConfig &config, const Clock &clock,
                                  const CopyProgress &progress)
{
    StoreConfig source = config;
    source.databaseUrl = from;
    if (const auto file = parseDatabaseUrl(from); !QFileInfo(file->file).isFile())
        return fail(Errc::NotFound, u"%1: there is no database here."_s.arg(file->file));
    const auto database = Database::open(source, clock);
    if (!database)
        return fail(database.error());
    const auto server = openPostgres(to);
    if (!server)
        return fail(server.error());
    const Result<> locked = lockAlone(**server);
    if (!locked)
        return fail(locked.error());
    return (*database)->read([&](Connection &file) -> Result<MovedJournal> {
        auto tables = keptTables(file);
        if (!tables)
            return fail(tables.error());
        Move move{.tables = *std::move(tables), .progress = progress};
        Result<> done = (*server)->begin();
        if (done)
            done = makeEmptyJournal(**server);
        if (done)
            done = putAll(file, **server, move);
        if (done)
            done = (*server)->commit();
        if (!done) {
            (*server)->rollback();
            return fail(done.error());
        }
        const auto audit = AuditLog(**database).verify();
        if (!audit)
            return fail(audit.error());
        move.moved.audit = *audit;
        return move.moved;
    });
}

// As a file of its own: no copy of anything any more.
Result<MovedJournal> compareAndFinish(const QString &file, Connection &server,
                                      const CopyProgress &progress)
{
    const auto copy =
        Connection::open(file, Connection::Access::ReadWrite, std::chrono::seconds(5));
    const auto tables = copy ? keptTables(**copy) : fail(copy.error());
    if (!tables)
        return fail(tables.error());
    Move move{.tables = *tables, .progress = progress};
    Result<> done = compare(server, **copy, move);
    for (const QString &statement : {u"DROP TABLE copied"_s, u"PRAGMA synchronous = FULL"_s,
                                     u"PRAGMA journal_mode = DELETE"_s})
        if (done)
            done = (*copy)->execute(statement);
    if (!done)
        return fail(done.error());
    return move.moved;
}

Result<MovedJournal> moveToFile(const PostgresServer &from, const QString &to,
                                const StoreConfig &config, const Clock &clock,
                                const CopyProgress &progress)
{
    if (QFile::exists(to))
        return fail(Errc::Conflict, u"%1 is there already: choose another file."_s.arg(to));
    const auto server = openPostgres(from);
    if (!server)
        return fail(server.error());
    if (const Result<> locked = lockAlone(**server); !locked)
        return fail(locked.error());
    const QString draft = to + u".part"_s;
    const auto discard = [&draft](const Error &error) {
        for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(draft + ending);
        return fail(error);
    };
    const KeptJournal journal{.server = from, .busyTimeout = config.busyTimeout};
    if (const Result<> made = Keeper::makeReadingCopy(draft, journal); !made)
        return discard(made.error());
    auto moved = compareAndFinish(draft, **server, progress);
    if (!moved)
        return discard(moved.error());
    if (!QFile::rename(draft, to))
        return discard({Errc::Io, u"%1 cannot be written."_s.arg(to)});
    StoreConfig made = config;
    made.databaseUrl = u"sqlite:///"_s + to;
    const auto database = Database::openToRead(made, clock);
    const auto audit = database ? AuditLog(**database).verify() : fail(database.error());
    if (!audit)
        return fail(audit.error());
    moved->audit = *audit;
    return moved;
}

} // namespace

Result<MovedJournal> moveJournal(const QString &from, const QString &to, const StoreConfig &config,
                                 const Clock &clock, const CopyProgress &progress)
{
    const auto source = parseDatabaseUrl(from);
    if (!source)
        return fail(source.error());
    const auto target = parseDatabaseUrl(to);
    if (!target)
        return fail(target.error());
    const bool isFile = !source->file.isEmpty() || !target->file.isEmpty();
    if (source->postgres.has_value() == target->postgres.has_value() || !isFile)
        return fail(Errc::InvalidArgument,
                    u"One of the two must be an SQLite file and the other a PostgreSQL database. "
                    "Files are copied by cp while no server runs, databases by pg_dump."_s);
    return target->postgres ? moveToServer(from, *target->postgres, config, clock, progress)
                            : moveToFile(*source->postgres, target->file, config, clock, progress);
}

} // namespace pilothouse
