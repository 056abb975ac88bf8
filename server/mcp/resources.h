#pragma once

#include "core/result.h"

#include <QCoroTask>
#include <QJsonArray>

#include <functional>
#include <stop_token>

namespace pilothouse {

class ChangeNotices;

/// What clients may read: lists as the protocol has them, and what is behind an address. Whoever is
/// behind it outlives its use.
struct McpResources
{
    std::function<QJsonArray()> list;
    QJsonArray templates;
    /// [{"uri", "mimeType", "text" or "blob"}]. NotFound; others as what is read.
    std::function<QCoro::Task<Result<QJsonArray>>(QString uri, std::stop_token stop)> read;
    /// Whether changes of this one are told.
    std::function<bool(const QString &uri)> isWatched = {};
    /// Has them told from now on, as long as both live; called once. Null: none is told of.
    std::function<void(ChangeNotices &notices)> watch = {};
};

} // namespace pilothouse
