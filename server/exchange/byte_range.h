#pragma once

#include <QByteArray>

#include <optional>

namespace pilothouse {

/// A part of some content, in bytes, the last one included.
struct ByteRange
{
    qint64 first = 0;
    qint64 last = -1; ///< before `first`: nothing of it exists, the answer is 416

    bool isSatisfiable() const { return last >= first; }
    qint64 size() const { return last - first + 1; }
};

/// What a Range field asks of content of `size` bytes. Nothing when the field is to be ignored: it
/// is absent, not in bytes, malformed, or names several ranges (RFC 9110, section 14.2).
std::optional<ByteRange> parseRange(const QByteArray &field, qint64 size);

} // namespace pilothouse
