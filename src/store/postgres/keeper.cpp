#include "store/postgres/keeper.h"

#include "core/ids.h"
#include "core/log.h"
#include "store/postgres/server_rows.h"
#include "store/postgres/taking_over.h"
#include "store/postgres/working_copy.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::milliseconds kLongestPause{2'000};

Failure takenOver()
{
    return fail(Errc::Conflict, u"Another server of Pilothouse has taken this journal over. This "
                                "one stores nothing any more: stop it."_s);
}

qint64 highestAuditNumber(const QList<TableChange> &changes)
{
    qint64 highest = 0;
    for (const TableChange &change : changes)
        if (change.table.name == "audit"_L1)
            for (const KeptRow &row : change.rows)
                highest = std::max(highest, row.first().toLongLong());
    return highest;
}

bool changesRows(const QString &statement)
{
    return statement.startsWith("INSERT"_L1) || statement.startsWith("UPDATE"_L1) ||
           statement.startsWith("DELETE"_L1);
}

// Rows that it changes go to the server like others, so they are noted in all tables there are.
Result<> upgradeBy(Connection &copy, const Migration &migration)
{
    Result<> done;
    for (const QString &statement : migration.statements) {
        if (done && changesRows(statement)) {
            const auto tables = keptTables(copy);
            done = tables ? noteChanges(copy, *tables) : fail(tables.error());
        }
        if (done)
            done = copy.execute(statement);
    }
    return done ? copy.execute(u"PRAGMA user_version = %1"_s.arg(migration.number)) : done;
}

} // namespace

Keeper::Keeper(KeptJournal journal, std::unique_ptr<Connection> server, QString owner,
               QString journalName, QList<KeptTable> tables)
    : m_journal(std::move(journal)), m_server(std::move(server)), m_owner(std::move(owner)),
      m_name(std::move(journalName)), m_tables(std::move(tables))
{
}

Result<std::unique_ptr<Connection>> Keeper::openCopy(const QString &file,
                                                     const KeptJournal &journal)
{
    auto server = openPostgres(journal.server);
    if (!server)
        return server;
    const LeaseClaim claim =
        journal.lease ? journal.lease->claim() : LeaseClaim{.owner = randomUuid()};
    const auto state = takeOver(**server, claim, journal.migrations);
    if (!state)
        return fail(state.error());
    if (journal.lease) // before the copy is made, which may take longer than it lasts
        if (const Result<> begun = journal.lease->begin(); !begun)
            return fail(begun.error());
    auto copy = currentCopy(**server, file, *state, journal.migrations, journal.busyTimeout);
    if (!copy)
        return copy;
    const auto tables = keptTables(**copy);
    const auto stamp = stampOf(**copy);
    if (!tables || !stamp)
        return fail(tables ? stamp.error() : tables.error());
    std::unique_ptr<Keeper> made(
        new Keeper(journal, std::move(*server), claim.owner, state->journal, *tables));
    Keeper &keeper = *made;
    keeper.m_stamp = *stamp;
    (*copy)->setKeeping(std::move(made));
    Result<> ready = noteChanges(**copy, *tables);
    if (ready && state->migration < journal.migrations.last().number)
        ready = keeper.upgrade(**copy, state->migration);
    if (!ready)
        return fail(ready.error());
    return copy;
}

Result<> Keeper::makeReadingCopy(const QString &file, const KeptJournal &journal)
{
    auto server = openPostgres(journal.server);
    if (!server)
        return fail(server.error());
    const auto state = journalState(**server);
    if (!state)
        return fail(state.error());
    if (!*state)
        return fail(Errc::NotFound, u"There is no journal in this database."_s);
    if ((*state)->migration != journal.migrations.last().number)
        return fail(Errc::Unsupported, u"Another version of Pilothouse made this database. This "
                                       "one's server brings older ones up to date."_s);
    const auto copy = currentCopy(**server, file, **state, journal.migrations, journal.busyTimeout);
    return copy ? Result<>() : fail(copy.error());
}

Result<> Keeper::upgrade(Connection &copy, int from)
{
    Result<> done = copy.begin();
    for (const Migration &migration : m_journal.migrations)
        if (done && migration.number > from)
            done = upgradeBy(copy, migration);
    auto tables = done ? keptTables(copy) : fail(done.error());
    if (tables) {
        m_tables = *std::move(tables);
        m_upgradeFrom = from;
        done = noteChanges(copy, m_tables);
    }
    if (done)
        done = copy.commit();
    if (!done)
        copy.rollback();
    return done;
}

Result<> Keeper::beforeBegin(Connection &copy)
{
    const Result<qint64> stamp = stampOf(copy);
    if (!stamp)
        return fail(stamp.error());
    if (!m_server) {
        const Result<qint64> kept = connectPatiently();
        if (!kept)
            return fail(kept.error());
        m_stamp = *kept;
    }
    if (*stamp == m_stamp)
        return {};
    // A commit that the server has and the copy has not: nobody heard of it when the connection
    // broke, or the copy's disk was full.
    if (Result<> taken = bringUpToDate(*m_server, copy, m_tables); !taken)
        return taken;
    return forgetChanges(copy, m_tables);
}

Result<> Keeper::beforeCommit(Connection &copy)
{
    const auto changes = notedChanges(copy, m_tables);
    if (!changes)
        return fail(changes.error());
    if (changes->isEmpty() && !m_upgradeFrom)
        return {};
    const qint64 stamp = m_stamp + 1;
    if (Result<> done = setStamp(copy, stamp); !done)
        return done;
    if (Result<> done = forgetChanges(copy, m_tables); !done)
        return done;
    for (;;) {
        const Result<> done = commitOnServer(*changes, stamp);
        if (!done && done.error().code != Errc::Unavailable) {
            m_server->rollback();
            return done;
        }
        if (done)
            break;
        qCWarning(logStore).noquote() << done.error().message << done.error().detail;
        m_server.reset();
        const Result<qint64> kept = connectPatiently();
        if (!kept)
            return fail(kept.error());
        if (*kept == stamp)
            break; // it was committed; only the answer was lost
    }
    m_upgradeFrom.reset();
    m_stamp = stamp;
    return {};
}

Result<> Keeper::commitOnServer(const QList<TableChange> &changes, qint64 stamp)
{
    Result<> done = m_server->begin();
    if (done)
        done = fence(changes, stamp);
    if (done && m_upgradeFrom) {
        done = migrateServer(*m_server, *m_upgradeFrom, m_journal.migrations);
        if (done)
            done = addStamps(*m_server, m_tables);
    }
    for (const TableChange &change : changes)
        if (done)
            done = putOnServer(*m_server, change, stamp);
    return done ? m_server->commit() : done;
}

Result<> Keeper::fence(const QList<TableChange> &changes, qint64 stamp)
{
    const auto moved = m_server->value(u"UPDATE journal_state SET stamp = ?,"
                                       " audit_given = greatest(audit_given, ?)"
                                       " WHERE owner = ? AND stamp = ? RETURNING stamp"_s,
                                       {stamp, highestAuditNumber(changes), m_owner, stamp - 1});
    if (!moved)
        return fail(moved.error());
    return moved->isValid() ? Result<>() : takenOver();
}

// The number of the server's last commit.
Result<qint64> Keeper::connectAgain()
{
    auto server = openPostgres(m_journal.server);
    if (!server)
        return fail(server.error());
    const auto state = journalState(**server);
    if (!state)
        return fail(state.error());
    if (!*state || (*state)->journal != m_name || (*state)->owner != m_owner)
        return takenOver();
    const Result<bool> locked = lockJournal(**server);
    if (!locked)
        return fail(locked.error());
    if (!*locked) // most likely our own connection that is lost
        return fail(Errc::Unavailable, u"The PostgreSQL server has not noticed yet that the old "
                                       "connection is gone."_s);
    // Read again: while the lock was another's, it may have changed.
    const auto now = journalState(**server);
    if (!now || !*now || (*now)->owner != m_owner)
        return now ? Result<qint64>(takenOver()) : fail(now.error());
    if (const Result<> noted = noteKeeper(**server, m_owner); !noted)
        return fail(noted.error());
    m_server = *std::move(server);
    return (*now)->stamp;
}

Result<qint64> Keeper::connectPatiently()
{
    std::chrono::milliseconds waited{0};
    for (std::chrono::milliseconds pause = kFirstPause;;
         pause = std::min(2 * pause, kLongestPause)) {
        Result<qint64> stamp = connectAgain();
        if (stamp || stamp.error().code == Errc::Conflict) {
            m_gaveUp = !stamp;
            if (stamp)
                qCInfo(logStore) << "connected to the PostgreSQL server again";
            return stamp;
        }
        const bool isPatient = !m_gaveUp && waited < m_journal.patience;
        if (!isPatient || m_journal.stopping->tryAcquire(1, int(pause.count()))) {
            m_journal.stopping->release(isPatient ? 1 : 0); // for the next who waits
            m_gaveUp = true;
            return stamp;
        }
        waited += pause;
    }
}

} // namespace pilothouse
