#include "app/option_kinds.h"

namespace pilothouse::options {

std::optional<std::chrono::seconds> secondsFrom(const QString &text)
{
    constexpr qint64 longest = 100LL * 365 * 24 * 3600;
    static const QHash<QChar, qint64> units{{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}};
    QStringView digits(text);
    qint64 unit = 1;
    if (!digits.isEmpty() && units.contains(digits.back())) {
        unit = units.value(digits.back());
        digits.chop(1);
    }
    bool ok = false;
    const qint64 count = digits.toLongLong(&ok);
    if (!ok || count < 0 || count > longest / unit)
        return std::nullopt;
    return std::chrono::seconds(count * unit);
}

} // namespace pilothouse::options
