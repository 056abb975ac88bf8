#include "store/postgres/taking_over.h"

#include "core/ids.h"
#include "store/postgres/working_copy.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLock = 0x50696c6f74; // "Pilot"; locks are each database's own
constexpr int kTries = 20;             // 0.1 s each

Result<> makeAll(Connection &server, const QList<Migration> &migrations)
{
    const auto empty = emptyJournal(migrations, migrations.last().number);
    const auto tables = empty ? keptTables(**empty) : fail(empty.error());
    if (!tables)
        return fail(tables.error());
    Result<> done = makeJournal(server, randomUuid());
    if (done)
        done = migrateServer(server, 0, migrations);
    return done ? addStamps(server, *tables) : done;
}

Result<bool> lockIfFree(Connection &server)
{
    const Result<bool> free = isLeaseFree(server);
    return free && *free ? lockJournal(server) : free;
}

// A server that was killed a moment ago has its lock until PostgreSQL notices.
Result<bool> lockInTime(Connection &server)
{
    Result<bool> locked = lockIfFree(server);
    for (int i = 0; i < kTries && locked && !*locked; ++i) {
        if (const auto waited = server.value(u"SELECT pg_sleep(0.1)"_s); !waited)
            return fail(waited.error());
        locked = lockIfFree(server);
    }
    return locked;
}

Failure inUse(Connection &server)
{
    const QString holder = holderOfLease(server).value_or(QString());
    return fail(Errc::Conflict,
                u"The database is in use by another server of Pilothouse%1: stop that one, or "
                "choose another database."_s.arg(holder.isEmpty() ? holder : u", "_s + holder));
}

} // namespace

Result<bool> lockJournal(Connection &server)
{
    const auto locked = server.value(u"SELECT pg_try_advisory_lock(?)"_s, {kLock});
    if (!locked)
        return fail(locked.error());
    return locked->toBool();
}

Result<JournalState> ownJournal(Connection &server, const QString &owner,
                                const QList<Migration> &migrations)
{
    auto state = journalState(server);
    if (state && !*state) {
        if (const Result<> made = makeAll(server, migrations); !made)
            return fail(made.error());
        state = journalState(server);
    }
    if (!state)
        return fail(state.error());
    const int known = migrations.last().number;
    if ((*state)->migration > known)
        return fail(
            Errc::Unsupported,
            u"The database was made by a newer Pilothouse (schema %1, known here: %2): update "
            "Pilothouse or choose another database."_s.arg((*state)->migration)
                .arg(known));
    const Result<> owned = server.run(u"UPDATE journal_state SET owner = ?"_s, {owner});
    if (!owned)
        return fail(owned.error());
    return **state;
}

Result<> lockAlone(Connection &server)
{
    if (const Result<> cut = cutWhoseLeaseIsOver(server); !cut)
        return cut;
    const Result<bool> locked = lockInTime(server);
    if (!locked)
        return fail(locked.error());
    return *locked ? Result<>() : inUse(server);
}

Result<bool> isJournalLeft(Connection &server)
{
    const Result<QString> holder = holderOfLease(server);
    if (!holder)
        return fail(holder.error());
    if (!holder->isEmpty())
        return isLeaseOver(server);
    const Result<bool> locked = lockJournal(server);
    if (!locked || !*locked)
        return locked;
    const auto unlocked = server.value(u"SELECT pg_advisory_unlock(?)"_s, {kLock});
    return unlocked ? Result<bool>(true) : fail(unlocked.error());
}

Result<JournalState> takeOver(Connection &server, const LeaseClaim &claim,
                              const QList<Migration> &migrations)
{
    if (const Result<> locked = lockAlone(server); !locked)
        return fail(locked.error());
    if (const Result<> begun = server.begin(); !begun)
        return fail(begun.error());
    Result<JournalState> state = ownJournal(server, claim.owner, migrations);
    Result<> done = state ? takeLease(server, claim) : fail(state.error());
    if (done)
        done = server.commit();
    if (!done) {
        server.rollback();
        return fail(done.error());
    }
    return state;
}

} // namespace pilothouse
