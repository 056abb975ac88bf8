#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pilothouse {

/// One row of the audit trail as it is in the table: see AuditLog for the form of its hash.
struct AuditRow
{
    qint64 seq = 0;
    qint64 at = 0; ///< milliseconds since 1970
    QString actor;
    QString action;
    std::optional<QString> session = {};
    QString detail; ///< JSON
    QString previousHash = {};
    QString hash = {};
};

/// What the first row has for a previous hash.
QString firstAuditHash();
/// The hash that `row` must have; its own is not looked at.
QString auditHash(const AuditRow &row);

} // namespace pilothouse
