#include "store/audit_chain.h"

#include <QCryptographicHash>

namespace pilothouse {

namespace {

QByteArray netstring(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size()) + ':' + bytes + ',';
}

QByteArray canonicalText(const AuditRow &row)
{
    QByteArray text = netstring(QByteArray::number(row.seq));
    text += netstring(QByteArray::number(row.at));
    text += netstring(row.actor.toUtf8());
    text += netstring(row.action.toUtf8());
    if (row.session)
        text += netstring(row.session->toUtf8());
    text += netstring(row.detail.toUtf8());
    return text;
}

} // namespace

QString firstAuditHash()
{
    return QString(64, u'0');
}

QString auditHash(const AuditRow &row)
{
    const QByteArray hashed = row.previousHash.toLatin1() + canonicalText(row);
    return QString::fromLatin1(
        QCryptographicHash::hash(hashed, QCryptographicHash::Sha256).toHex());
}

} // namespace pilothouse
