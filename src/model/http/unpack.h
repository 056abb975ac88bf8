#pragma once

#include "core/result.h"

#include <QByteArray>

namespace pilothouse {

/// Whether a body is compressed, whatever its label says: by its first bytes, and where those of
/// the encoding tell nothing (deflate without a head, br, zstd) by the label and that they are no
/// text. `start`: at least one byte. `encoding`: the Content-Encoding field.
bool looksPacked(const QByteArray &start, const QByteArray &encoding);

/// The whole body as it was before gzip or deflate. Nobody asks servers to compress: some do.
/// Unsupported: another encoding. Corrupt: cut off or broken. TooLarge: above `most` bytes.
Result<QByteArray> unpacked(const QByteArray &body, const QByteArray &encoding, qsizetype most);

} // namespace pilothouse
