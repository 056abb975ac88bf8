#pragma once

#include "store/postgres/kept_table.h"

#include <array>

namespace pilothouse {

/// What a table holds, in whatever order its rows come: their number, and the sum of their hashes.
class Fingerprint
{
public:
    void add(const KeptRow &row);
    qint64 rows() const { return m_rows; }
    bool operator==(const Fingerprint &) const = default;

private:
    qint64 m_rows = 0;
    std::array<quint64, 4> m_sum{}; ///< of SHA-256 in four parts
};

/// Of a table of an SQLite file or, with the same statement, of a server.
Result<Fingerprint> fingerprintOf(Connection &connection, const KeptTable &table);

} // namespace pilothouse
