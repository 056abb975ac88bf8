#include "crypto/random_bytes.h"

#include "crypto/octets.h"

#include <QRandomGenerator>

namespace pilothouse {

QByteArray randomBytes(qsizetype length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    fillWithRandom(nullptr, std::size_t(length), octets(bytes));
    return bytes;
}

void fillWithRandom(void *, std::size_t length, std::uint8_t *to)
{
    auto *source = QRandomGenerator::system();
    for (std::size_t i = 0; i < length; ++i)
        to[i] = std::uint8_t(source->bounded(256));
}

} // namespace pilothouse
