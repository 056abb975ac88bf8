#pragma once

#include "crypto/octets.h"

#include <QByteArray>

#include <nettle/bignum.h>

namespace pilothouse {

/// A number of any size, as nettle takes it. Within this folder.
class WholeNumber
{
    Q_DISABLE_COPY_MOVE(WholeNumber)
public:
    WholeNumber() { mpz_init(m_value); }
    explicit WholeNumber(const QByteArray &bigEndian)
    {
        nettle_mpz_init_set_str_256_u(m_value, std::size_t(bigEndian.size()), octets(bigEndian));
    }
    ~WholeNumber() { mpz_clear(m_value); }

    auto *get() { return m_value; }
    QByteArray bytes(qsizetype length) const { return bytesOf(m_value, length); }
    /// Its last `length` bytes, the highest first.
    static QByteArray bytesOf(const mpz_t value, qsizetype length)
    {
        QByteArray text(length, Qt::Uninitialized);
        nettle_mpz_get_str_256(std::size_t(length), octets(text), value);
        return text;
    }

private:
    mpz_t m_value;
};

} // namespace pilothouse
