#include "model/anthropic/usage_reader.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

qint64 count(const QJsonObject &json, QLatin1StringView key)
{
    // Far above any true count, far below what an addition could overflow.
    return std::clamp<qint64>(json.value(key).toInteger(), 0, qint64{1} << 40);
}

Usage usageOf(const QJsonObject &json)
{
    const QJsonObject written = json.value("cache_creation"_L1).toObject();
    Usage usage{.input = count(json, "input_tokens"_L1),
                .output = count(json, "output_tokens"_L1),
                .cacheRead = count(json, "cache_read_input_tokens"_L1),
                .cacheWrite5m = count(written, "ephemeral_5m_input_tokens"_L1),
                .cacheWrite1h = count(written, "ephemeral_1h_input_tokens"_L1)};
    // Not every server breaks the sum down; five minutes is what we ask for.
    const qint64 sum = count(json, "cache_creation_input_tokens"_L1);
    usage.cacheWrite5m = std::max(usage.cacheWrite5m, sum - usage.cacheWrite1h);
    return usage;
}

} // namespace

void UsageReader::read(const QJsonObject &usage)
{
    for (auto it = usage.begin(); it != usage.end(); ++it)
        if (!it.value().isNull())
            m_fields.insert(it.key(), it.value());
}

QList<Usage> UsageReader::passes() const
{
    QList<Usage> passes;
    const QJsonArray iterations = m_fields.value("iterations"_L1).toArray();
    for (const QJsonValue &iteration : iterations)
        passes += usageOf(iteration.toObject());
    if (passes.isEmpty())
        passes += usageOf(m_fields);
    return passes;
}

} // namespace pilothouse
