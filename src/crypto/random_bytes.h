#pragma once

#include <QByteArray>

namespace pilothouse {

/// Bytes that nobody can guess, from the kernel.
QByteArray randomBytes(qsizetype length);

/// The same as nettle asks for them.
void fillWithRandom(void *context, std::size_t length, std::uint8_t *to);

} // namespace pilothouse
