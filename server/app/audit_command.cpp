#include "app/audit_command.h"

#include "app/complain.h"
#include "core/json.h"
#include "core/json_text.h"
#include "core/visible.h"
#include "store/audit_log.h"
#include "store/database.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 1000; // entries that are read at once

void print(const QString &line)
{
    std::puts(line.toUtf8().constData());
}

/// A row of the table: columns, the last as wide as it is. One row stays one line.
QString rowText(const QString &seq, const QString &time, const QString &actor,
                const QString &action, const QString &session, const QString &detail)
{
    const QStringList columns{seq.leftJustified(7),      time.leftJustified(20),
                              actor.leftJustified(15),   action.leftJustified(19),
                              session.leftJustified(36), detail};
    return visibleLine(columns.join(u"  "_s)).trimmed();
}

QString rowText(const AuditRecord &record)
{
    const AuditEntry &entry = record.entry;
    const QString session = entry.session ? entry.session->value : u"-"_s;
    const QString detail =
        entry.detail.isEmpty() ? QString() : QString::fromUtf8(compactJson(entry.detail));
    return rowText(QString::number(record.seq), record.at.toString(Qt::ISODate), entry.actor,
                   entry.action, session, detail);
}

Result<> printEntries(const AuditLog &audit, const Invocation &invocation)
{
    AuditQuery query{.limit = kPage};
    if (!invocation.session.isEmpty()) {
        query.session = sessionIdFrom(invocation.session);
        if (!query.session)
            return fail(Errc::InvalidArgument,
                        u"\"%1\" is not the id of a session."_s.arg(invocation.session));
    }
    if (!invocation.json)
        print(
            rowText(u"NUMBER"_s, u"TIME"_s, u"WHO"_s, u"DID WHAT"_s, u"IN SESSION"_s, u"DETAIL"_s));
    for (;;) {
        const auto page = audit.entries(query);
        if (!page)
            return fail(page.error());
        for (const AuditRecord &record : *page)
            print(invocation.json ? QString::fromUtf8(auditJson(record)) : rowText(record));
        if (page->size() < kPage)
            return {};
        query.after = page->last().seq;
    }
}

QByteArray verdictJson(const AuditCheck &check)
{
    JsonText text;
    text.add("whole", check.isWhole()).add("rows", check.rows).add("head", check.head);
    if (check.broken)
        text.add("broken", *check.broken).add("reason", check.reason);
    return text.end();
}

Result<> verify(const AuditLog &audit, bool json)
{
    const auto check = audit.verify();
    if (!check)
        return fail(check.error());
    if (json)
        print(QString::fromUtf8(verdictJson(*check)));
    if (!check->isWhole())
        return fail(Errc::Corrupt, u"The audit trail is broken. "_s + check->reason);
    if (!json)
        print(
            u"The audit trail is whole: %1 rows. The hash of the last one, to be noted elsewhere: "
            "%2"_s.arg(QString::number(check->rows), check->head));
    return {};
}

} // namespace

Result<> showAudit(const Invocation &invocation)
{
    auto database = Database::openToRead(invocation.config.store, systemClock());
    if (!database)
        return failAt(u"--database-url"_s, database.error());
    const AuditLog audit(**database);
    if (!invocation.verify || !invocation.session.isEmpty())
        if (const auto printed = printEntries(audit, invocation); !printed)
            return printed;
    return invocation.verify ? verify(audit, invocation.json) : Result<>();
}

} // namespace pilothouse
