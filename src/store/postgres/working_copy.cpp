#include "store/postgres/working_copy.h"

#include "core/log.h"

#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// What a crash of the machine takes from the copy is on the server: no sync for each commit.
const QStringList kPragmas{u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                           u"PRAGMA foreign_keys = ON"_s, u"PRAGMA temp_store = MEMORY"_s,
                           u"PRAGMA journal_size_limit = 67108864"_s};

Result<std::unique_ptr<Connection>> openFile(const QString &file,
                                             std::chrono::milliseconds busyTimeout)
{
    auto copy = Connection::open(file, Connection::Access::ReadWrite, busyTimeout);
    if (!copy)
        return copy;
    for (const QString &pragma : kPragmas)
        if (const Result<> set = (*copy)->run(pragma); !set)
            return fail(set.error());
    return copy;
}

bool fits(Connection &copy, const JournalState &state)
{
    const auto version = copy.value(u"PRAGMA user_version"_s);
    if (!version || version->toInt() != state.migration)
        return false;
    const auto journal = copy.value(u"SELECT journal FROM copied"_s);
    const auto stamp = stampOf(copy);
    if (!journal || journal->toString() != state.journal || !stamp || *stamp > state.stamp)
        return false;
    const auto check = copy.value(u"PRAGMA quick_check(1)"_s);
    return check && check->toString() == "ok"_L1;
}

void removeFiles(const QString &file)
{
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(file + ending);
}

Result<> makeTables(Connection &copy, const JournalState &state, const QList<Migration> &migrations)
{
    Result<> done = migrate(copy, upTo(migrations, state.migration));
    if (done)
        done =
            copy.execute(u"CREATE TABLE copied (journal TEXT NOT NULL, stamp INTEGER NOT NULL)"_s);
    return done ? copy.run(u"INSERT INTO copied VALUES (?, 0)"_s, {state.journal}) : done;
}

// The highest number ever given to an audit row, so that rows cut off at the end are missed.
Result<> takeAuditGiven(Connection &copy, qint64 given)
{
    if (given == 0)
        return {};
    if (Result<> done = copy.run(
            u"UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'audit'"_s, {given});
        !done)
        return done;
    return copy.run(u"INSERT INTO sqlite_sequence (name, seq) SELECT 'audit', ?"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'audit')"_s,
                    {given});
}

Result<> take(Connection &server, Connection &copy, const QList<KeptTable> &tables)
{
    const auto state = journalState(server);
    if (!state)
        return fail(state.error());
    if (!*state)
        return fail(Errc::Corrupt, u"The journal on the PostgreSQL server is gone: restore it."_s);
    const auto stamp = stampOf(copy);
    if (!stamp)
        return fail(stamp.error());
    if (*stamp == (*state)->stamp)
        return {};
    const auto progress = [](qint64 rows) {
        qCInfo(logStore).noquote() << rows << "rows of the journal are copied from PostgreSQL";
    };
    if (Result<> done = takeFromServer(server, copy, tables, *stamp, progress); !done)
        return done;
    if (Result<> done = takeAuditGiven(copy, (*state)->auditGiven); !done)
        return done;
    return setStamp(copy, (*state)->stamp);
}

} // namespace

QList<Migration> upTo(const QList<Migration> &migrations, int number)
{
    QList<Migration> some;
    for (const Migration &migration : migrations)
        if (migration.number <= number)
            some.append(migration);
    return some;
}

Result<std::unique_ptr<Connection>> openWorkingCopy(const QString &file, const JournalState &state,
                                                    const QList<Migration> &migrations,
                                                    std::chrono::milliseconds busyTimeout)
{
    if (QFile::exists(file)) {
        if (auto copy = openFile(file, busyTimeout); copy && fits(**copy, state))
            return copy;
        removeFiles(file);
    }
    auto copy = openFile(file, busyTimeout);
    if (!copy)
        return copy;
    if (const Result<> made = makeTables(**copy, state, migrations); !made)
        return fail(made.error());
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    return copy;
}

Result<qint64> stampOf(Connection &copy)
{
    const auto stamp = copy.value(u"SELECT stamp FROM copied"_s);
    if (!stamp)
        return fail(stamp.error());
    return stamp->toLongLong();
}

Result<> setStamp(Connection &copy, qint64 stamp)
{
    return copy.run(u"UPDATE copied SET stamp = ?"_s, {stamp});
}

Result<> bringUpToDate(Connection &server, Connection &copy, const QList<KeptTable> &tables)
{
    if (Result<> begun = server.execute(u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s);
        !begun)
        return begun;
    Result<> done = copy.execute(u"BEGIN IMMEDIATE"_s);
    if (done)
        done = take(server, copy, tables);
    if (done)
        done = copy.execute(u"COMMIT"_s);
    if (!done)
        copy.rollback();
    server.rollback();
    return done;
}

Result<std::unique_ptr<Connection>> currentCopy(Connection &server, const QString &file,
                                                const JournalState &state,
                                                const QList<Migration> &migrations,
                                                std::chrono::milliseconds busyTimeout)
{
    for (bool isNew = false;; isNew = true) {
        auto copy = openWorkingCopy(file, state, migrations, busyTimeout);
        if (!copy)
            return copy;
        const auto tables = keptTables(**copy);
        const Result<> taken =
            tables ? bringUpToDate(server, **copy, *tables) : fail(tables.error());
        if (taken)
            return copy;
        if (isNew || taken.error().code == Errc::Unavailable)
            return fail(taken.error());
        qCWarning(logStore).noquote()
            << "the working copy is made anew:" << taken.error().message << taken.error().detail;
        copy->reset();
        QFile::remove(file); // whatever is wrong with it, a new one is right
    }
}

Result<std::unique_ptr<Connection>> emptyJournal(const QList<Migration> &migrations, int number)
{
    auto empty = Connection::open({}, Connection::Access::ReadWrite, {});
    if (!empty)
        return empty;
    if (const Result<> made = migrate(**empty, upTo(migrations, number)); !made)
        return fail(made.error());
    return empty;
}

} // namespace pilothouse
