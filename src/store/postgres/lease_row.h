#pragma once

#include "store/connection.h"

#include <chrono>

namespace pilothouse {

/// Whose a journal on a PostgreSQL server is, and until when: the one row of its table `leases`.
/// Only the database's clock decides. Who has it renews it; who renews no more loses it to the
/// next who asks. It decides who may take over; what may be written is decided with each commit
/// (Keeper). Each function is a statement or two, on any connection to the server.

constexpr std::chrono::milliseconds kLeaseRenewal{3'000};
constexpr std::chrono::milliseconds kLeaseTerm{10'000};

/// Who asks for it.
struct LeaseClaim
{
    QString owner;    ///< a random name, of one start of a server
    qint64 above = 0; ///< its epoch is to be higher than this one
};

/// The name of this process for people: "host (process 17)".
QString leaseHolder();

/// Makes the table where there is none, and the row `claim.owner`'s, with an epoch of its own:
/// higher than all before it, and not below the database's time, 2^20 of them in each second. In
/// the caller's transaction, by the connection that will store.
Result<> takeLease(Connection &server, const LeaseClaim &claim);
/// Makes it last a term from now, and says that this connection renews it. Gives its epoch.
/// Conflict: it is another's.
Result<qint64> renewLease(Connection &server, const QString &owner);
/// Says that `owner` stores by this connection now.
Result<> noteKeeper(Connection &server, const QString &owner);
/// Ends it before its time. Nothing where it is another's.
Result<> freeLease(Connection &server, const QString &owner);

/// Whether nobody has it: there is none, its time is over, or who had it is not connected any more.
/// That last is for who starts: who stands by waits until the time is over, for a connection that
/// broke is made anew.
Result<bool> isLeaseFree(Connection &server);
/// Whether its time is over. False where there is none.
Result<bool> isLeaseOver(Connection &server);
/// Who has it, as leaseHolder(); empty: nobody has had it.
Result<QString> holderOfLease(Connection &server);
/// Cuts the connections of who had it where its time is over: what it had begun to store is undone.
Result<> cutWhoseLeaseIsOver(Connection &server);

} // namespace pilothouse
