#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// The value of the first item of that name in a query, decoded; nothing without one.
std::optional<QByteArray> queryItem(const QByteArray &query, const QByteArray &name);

/// The head's path and query as they came, without the items of these names.
QByteArray targetWithout(const HttpHead &head, const QByteArrayList &names);

} // namespace pilothouse
