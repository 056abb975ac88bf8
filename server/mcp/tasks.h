#pragma once

#include "core/result.h"

#include <QCoroTask>
#include <QJsonObject>

#include <functional>

namespace pilothouse {

/// The extension "io.modelcontextprotocol/tasks": work that a client asks about again by its id.
/// Whoever is behind it outlives its use. NotFound: there is no such task.
struct McpTasks
{
    /// As `tasks/get` answers: {"taskId", "status", …, "result" | "inputRequests"}.
    std::function<Result<QJsonObject>(const QString &id, const QString &address)> state;
    /// Answers to questions, by key; those that are not open are ignored.
    std::function<QCoro::Task<Result<>>(QString id, QJsonObject responses, QString actor)> update;
    std::function<Result<>(const QString &id, const QString &actor)> cancel;
};

} // namespace pilothouse
