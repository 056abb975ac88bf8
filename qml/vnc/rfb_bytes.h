#pragma once

#include <QByteArray>
#include <QtEndian>

namespace pilothouse {

/// Takes numbers and parts from the front of what has come so far of an RFB stream. Once something
/// is missing it is short, and all it gives is empty: who reads looks once, before it acts.
class RfbBytes
{
public:
    explicit RfbBytes(QByteArrayView bytes) : m_bytes(bytes) {}

    QByteArrayView take(qint64 size)
    {
        if (m_isShort || size > m_bytes.size() - m_at) {
            m_isShort = true;
            return {};
        }
        m_at += size;
        return m_bytes.sliced(m_at - size, size);
    }
    template <typename Number> Number number()
    {
        const QByteArrayView part = take(sizeof(Number));
        return m_isShort ? Number{} : qFromBigEndian<Number>(part.data());
    }
    bool isShort() const { return m_isShort; }
    qsizetype taken() const { return m_at; }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isShort = false;
};

template <typename Number> void appendNumber(QByteArray &bytes, Number number)
{
    const Number wire = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

} // namespace pilothouse
