#pragma once

#include <QJsonValue>

namespace pilothouse {

/// Whether an item of a list is to stay.
using KeepsItem = bool (*)(const QJsonValue &item);

/// The value without any cache_control, which may move between two requests, and without the items
/// of lists that `keeps` does not want.
QJsonValue withoutCacheControl(const QJsonValue &value, KeepsItem keeps = nullptr);

} // namespace pilothouse
