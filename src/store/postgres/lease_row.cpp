#include "store/postgres/lease_row.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The database's time in parts of a second, 2^20 of them.
const QString kNow = u"CAST(floor(extract(epoch FROM clock_timestamp()) * 1048576) AS BIGINT)"_s;
const QString kOver = u"e.until <= clock_timestamp()"_s;
// A process that has the number of an old one is no server of ours.
const QString kOurs = u"a.datname = current_database() AND a.application_name = 'pilothouse'"_s;

QString inATerm()
{
    return u"clock_timestamp() + interval '%1 milliseconds'"_s.arg(kLeaseTerm.count());
}

Result<bool> isThere(Connection &server)
{
    const auto found = server.value(u"SELECT to_regclass('leases') IS NOT NULL"_s);
    return found ? Result<bool>(found->toBool()) : fail(found.error());
}

// What `sql` says of the row; `otherwise`: there is none.
Result<QVariant> ask(Connection &server, const QString &sql, const QVariant &otherwise)
{
    const auto there = isThere(server);
    if (!there)
        return fail(there.error());
    if (!*there)
        return otherwise;
    const auto said = server.value(sql);
    return said && !said->isValid() ? Result<QVariant>(otherwise) : said;
}

Result<bool> askWhether(Connection &server, const QString &sql, bool otherwise)
{
    const auto said = ask(server, sql, otherwise);
    return said ? Result<bool>(said->toBool()) : fail(said.error());
}

} // namespace

QString leaseHolder()
{
    return u"%1 (process %2)"_s.arg(QSysInfo::machineHostName())
        .arg(QCoreApplication::applicationPid());
}

Result<> takeLease(Connection &server, const LeaseClaim &claim)
{
    const auto there = isThere(server);
    if (!there)
        return fail(there.error());
    const QString table = u"CREATE TABLE leases (one BIGINT PRIMARY KEY CHECK (one = 1),"
                          " owner TEXT NOT NULL, holder TEXT NOT NULL, keeper BIGINT NOT NULL,"
                          " renewer BIGINT NOT NULL, epoch BIGINT NOT NULL,"
                          " until TIMESTAMPTZ NOT NULL)"_s;
    if (Result<> made = *there ? Result<>() : server.execute(table); !made)
        return made;
    const QString row = u"INSERT INTO leases AS e VALUES (1, ?, ?, pg_backend_pid(),"
                        " pg_backend_pid(), greatest(CAST(? AS BIGINT) + 1, %1), %2)"
                        " ON CONFLICT (one) DO UPDATE SET owner = EXCLUDED.owner,"
                        " holder = EXCLUDED.holder, keeper = EXCLUDED.keeper,"
                        " renewer = EXCLUDED.renewer, until = EXCLUDED.until,"
                        " epoch = greatest(e.epoch + 1, EXCLUDED.epoch)"_s;
    return server.run(row.arg(kNow, inATerm()), {claim.owner, leaseHolder(), claim.above});
}

Result<qint64> renewLease(Connection &server, const QString &owner)
{
    const auto epoch =
        server.value(u"UPDATE leases SET until = %1, renewer = pg_backend_pid() WHERE owner = ?"
                     " RETURNING epoch"_s.arg(inATerm()),
                     {owner});
    if (!epoch)
        return fail(epoch.error());
    if (!epoch->isValid())
        return fail(Errc::Conflict, u"Another server of Pilothouse has taken this journal over."_s);
    return epoch->toLongLong();
}

Result<> noteKeeper(Connection &server, const QString &owner)
{
    return server.run(u"UPDATE leases SET keeper = pg_backend_pid() WHERE owner = ?"_s, {owner});
}

Result<> freeLease(Connection &server, const QString &owner)
{
    return server.run(u"UPDATE leases SET until = '-infinity' WHERE owner = ?"_s, {owner});
}

Result<bool> isLeaseFree(Connection &server)
{
    return askWhether(server,
                      u"SELECT %1 OR NOT EXISTS (SELECT 1 FROM pg_stat_activity a"
                      " WHERE a.pid = e.renewer AND %2) FROM leases e"_s.arg(kOver, kOurs),
                      true);
}

Result<bool> isLeaseOver(Connection &server)
{
    return askWhether(server, u"SELECT %1 FROM leases e"_s.arg(kOver), false);
}

Result<QString> holderOfLease(Connection &server)
{
    const auto said = ask(server, u"SELECT holder FROM leases"_s, QString());
    return said ? Result<QString>(said->toString()) : fail(said.error());
}

Result<> cutWhoseLeaseIsOver(Connection &server)
{
    const auto cut =
        ask(server,
            u"SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a,"
            " leases e WHERE a.pid IN (e.keeper, e.renewer) AND %1 AND %2"_s.arg(kOver, kOurs),
            0);
    return cut ? Result<>() : fail(cut.error());
}

} // namespace pilothouse
