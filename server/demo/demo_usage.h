#pragma once

#include "core/usage.h"

#include <QJsonObject>

namespace pilothouse {

/// About how many tokens a request body has: four characters each, pictures by their size, and what
/// the hosted computer tools are said to cost.
qint64 estimateTokens(const QJsonObject &request);
qint64 estimateTokens(const QString &text);

/// Input tokens of a request, split as a prompt cache would: what an earlier turn of the same
/// conversation has written is read, the rest up to the last cache_control is written.
Usage inputUsage(const QJsonObject &request);

} // namespace pilothouse
