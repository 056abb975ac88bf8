#include "core/usage.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Usage &Usage::operator+=(const Usage &other)
{
    input += other.input;
    output += other.output;
    cacheRead += other.cacheRead;
    cacheWrite5m += other.cacheWrite5m;
    cacheWrite1h += other.cacheWrite1h;
    return *this;
}

QJsonObject toJson(const Usage &usage)
{
    return {{u"input"_s, usage.input},
            {u"output"_s, usage.output},
            {u"cache_read"_s, usage.cacheRead},
            {u"cache_write_5m"_s, usage.cacheWrite5m},
            {u"cache_write_1h"_s, usage.cacheWrite1h}};
}

Usage usageFromJson(const QJsonObject &json)
{
    const auto count = [&json](QLatin1StringView key) { return json.value(key).toInteger(); };
    return {.input = count("input"_L1),
            .output = count("output"_L1),
            .cacheRead = count("cache_read"_L1),
            .cacheWrite5m = count("cache_write_5m"_L1),
            .cacheWrite1h = count("cache_write_1h"_L1)};
}

} // namespace pilothouse
