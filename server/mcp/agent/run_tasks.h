#pragma once

#include "mcp/agent/agent_parts.h"
#include "mcp/tasks.h"

namespace pilothouse {

/// Runs of our agent as tasks. The id of a task names its session and the event after which its run
/// came; all else is in the journal, so that a task is there as long as its session is, also after
/// the server was started anew. Main thread. Outlives its use.
class RunTasks
{
    Q_DISABLE_COPY_MOVE(RunTasks)
public:
    explicit RunTasks(McpParts parts) : m_parts(std::move(parts)) {}

    McpTasks tasks();

private:
    Result<QJsonObject> state(const QString &id, const QString &address) const;
    QCoro::Task<Result<>> update(QString id, QJsonObject responses, QString actor);
    Result<> cancel(const QString &id, const QString &actor);

    McpParts m_parts;
};

/// The id of a task: what goes on, or has just come to its end, in `session` since `after`.
QString runTaskId(const SessionId &session, EventSeq after);

} // namespace pilothouse
