#pragma once

#include <QJsonObject>

namespace pilothouse {

/// Tokens of one model call, or a sum of calls, as the API's `usage` counts them.
/// `input` excludes what was read from or written to the prompt cache.
struct Usage
{
    qint64 input = 0;
    qint64 output = 0;
    qint64 cacheRead = 0;
    qint64 cacheWrite5m = 0;
    qint64 cacheWrite1h = 0;

    /// All tokens the model read for this call.
    qint64 prompt() const { return input + cacheRead + cacheWrite5m + cacheWrite1h; }
    qint64 total() const { return prompt() + output; }
    Usage &operator+=(const Usage &other);
    bool operator==(const Usage &) const = default;
};

/// Our own stored form: {"input":…, "output":…, "cache_read":…, "cache_write_5m":…,
/// "cache_write_1h":…}.
QJsonObject toJson(const Usage &usage);
Usage usageFromJson(const QJsonObject &json);

} // namespace pilothouse
