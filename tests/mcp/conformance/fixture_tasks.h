#pragma once

#include "mcp/tasks.h"
#include "mcp/tool_set.h"

#include <QDateTime>
#include <QHash>

namespace pilothouse {

/// Tools of the suite whose work goes on as tasks, and these. Nothing is done: a task knows when it
/// ends, and how. It outlives the server that it is given to.
class FixtureTasks
{
    Q_DISABLE_COPY_MOVE(FixtureTasks)
public:
    FixtureTasks() = default;

    McpTasks tasks();
    McpTools tools();

    /// What a task is made of.
    struct Work
    {
        std::chrono::milliseconds duration{0}; ///< from its begin on
        QJsonObject end = {};                  ///< {"result"} or {"error"}
        QStringList questions = {};            ///< that wait for an answer; it goes on without any
        QDateTime begun = {};
        bool isCancelled = false;
    };
    /// The answer to the call that begins it.
    McpToolReply begin(Work work);

private:
    Result<QJsonObject> state(const QString &id) const;
    QCoro::Task<Result<>> update(QString id, QJsonObject responses);
    Result<> cancel(const QString &id);

    QHash<QString, Work> m_works;
};

} // namespace pilothouse
