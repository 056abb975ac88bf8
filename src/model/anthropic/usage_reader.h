#pragma once

#include "core/usage.h"

#include <QJsonArray>
#include <QList>

#include <optional>

namespace pilothouse {

/// The `usage` objects of one streamed reply. They are cumulative: each overwrites the fields that
/// it has and that are not null. Source: model API, streaming.
class UsageReader
{
public:
    void read(const QJsonObject &usage);

    /// Each pass the API made for this reply: one, or the `iterations` if it lists them (after a
    /// compaction). Prices hold per pass.
    QList<Usage> passes() const;

private:
    QJsonObject m_fields;
};

} // namespace pilothouse
