#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pilothouse {

/// One row of the audit trail as it is hashed: see AuditLog for the form.
struct AuditRow
{
    qint64 seq = 0;
    qint64 at = 0; ///< milliseconds since 1970
    QString actor;
    QString action;
    std::optional<QString> session;
    QString detail; ///< JSON
};

/// What the first row has for a previous hash.
QString firstAuditHash();
/// The hash of `row` when it follows the row with `previousHash`.
QString auditHash(const AuditRow &row, const QString &previousHash);

} // namespace pilothouse
