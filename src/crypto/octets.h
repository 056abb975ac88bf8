#pragma once

#include <QByteArray>

#include <cstdint>

namespace pilothouse {

/// The bytes of `text` as nettle takes them. Within this folder.
inline const std::uint8_t *octets(const QByteArray &text)
{
    return reinterpret_cast<const std::uint8_t *>(text.constData());
}
inline std::uint8_t *octets(QByteArray &text)
{
    return reinterpret_cast<std::uint8_t *>(text.data());
}

} // namespace pilothouse
