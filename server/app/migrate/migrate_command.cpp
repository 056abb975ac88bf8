#include "app/migrate/migrate_command.h"

#include "store/database_url.h"
#include "store/postgres/journal_move.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kToldEach = 10'000; // rows

void tellProgress(qint64 rows)
{
    static qint64 told = 0;
    if (rows < told + kToldEach)
        return;
    told = rows;
    std::fprintf(stderr, "%lld rows\n", static_cast<long long>(rows));
}

} // namespace

Result<> migrateJournal(const Invocation &invocation)
{
    const auto moved = moveJournal(invocation.from, invocation.to, invocation.config.store,
                                   systemClock(), &tellProgress);
    if (!moved)
        return fail(moved.error());
    const QString text =
        u"%1 has all of it, value by value: %2 sessions, %3 events, %4 rows in all."_s
            .arg(shownDatabase(invocation.to))
            .arg(moved->sessions)
            .arg(moved->events)
            .arg(moved->rows);
    std::puts(qPrintable(text));
    const AuditCheck &audit = moved->audit;
    const QString trail =
        audit.isWhole()
            ? u"The audit trail is whole: %1 rows, the last one's hash is %2."_s.arg(
                  QString::number(audit.rows), audit.head)
            : QString(u"The audit trail is broken, as it was before. "_s + audit.reason);
    std::puts(qPrintable(trail));
    std::puts("Pictures, homes and keys stay in the data folder. Start the server with the new "
              "address.");
    return {};
}

} // namespace pilothouse
