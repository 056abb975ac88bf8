#include "store/postgres/fingerprint.h"

#include "store/postgres/server_rows.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace pilothouse {

void Fingerprint::add(const KeptRow &row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QVariant &value : row) {
        const QByteArray bytes = storable(value).toByteArray();
        hash.addData(value.isValid() ? QByteArray::number(bytes.size()) : QByteArray("null"));
        hash.addData(QByteArrayView(":"));
        hash.addData(bytes);
    }
    const QByteArray digest = hash.result();
    for (std::size_t i = 0; i < m_sum.size(); ++i)
        m_sum[i] += qFromBigEndian<quint64>(digest.constData() + 8 * i);
    ++m_rows;
}

Result<Fingerprint> fingerprintOf(Connection &connection, const KeptTable &table)
{
    Fingerprint fingerprint;
    const Result<> read =
        eachRow(connection, table, [&fingerprint](const KeptRow &row) -> Result<> {
            fingerprint.add(row);
            return {};
        });
    if (!read)
        return fail(read.error());
    return fingerprint;
}

} // namespace pilothouse
