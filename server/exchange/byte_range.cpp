#include "exchange/byte_range.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr ByteRange kUnsatisfiable{};

/// Digits only, so no sign and no space. Huge numbers become the largest.
std::optional<qint64> parseNumber(const QByteArray &text)
{
    const bool isNumber = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char each) {
        return each >= '0' && each <= '9';
    });
    if (!isNumber)
        return std::nullopt;
    bool fits = false;
    const qint64 number = text.toLongLong(&fits);
    return fits ? number : std::numeric_limits<qint64>::max();
}

} // namespace

std::optional<ByteRange> parseRange(const QByteArray &field, qint64 size)
{
    const QByteArray unit = "bytes=";
    if (!field.startsWith(unit) || field.contains(','))
        return std::nullopt;
    const QByteArray spec = field.sliced(unit.size()).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    const auto first = parseNumber(spec.first(dash));
    const auto last = parseNumber(spec.sliced(dash + 1));
    if (dash == 0) { // the last so many bytes
        if (!last)
            return std::nullopt;
        return *last == 0 || size == 0 ? kUnsatisfiable
                                       : ByteRange{size - std::min(*last, size), size - 1};
    }
    const bool isOpenEnded = dash == spec.size() - 1;
    if (!first || (!last && !isOpenEnded) || (last && *last < *first))
        return std::nullopt;
    if (*first >= size)
        return kUnsatisfiable;
    return ByteRange{*first, last ? std::min(*last, size - 1) : size - 1};
}

} // namespace pilothouse
