#pragma once

#include "app/eval/task_result.h"

namespace pilothouse {

/// The results of a suite, of every model that was tried. Written anew after each task, so that
/// nothing is lost where it is ended; each task has one result by model, the last.
class ResultFile
{
public:
    /// Reads what is there; an empty `path` keeps results in memory only. Io, Corrupt: what is
    /// there is no such file, and stays as it is.
    static Result<ResultFile> open(const QString &path);

    /// Those of `tasks` that `model` has neither passed nor failed as they are now.
    QList<SkillTask> unfinished(const QList<SkillTask> &tasks, const QString &model) const;

    /// Io: it cannot be written.
    Result<> add(TaskResult result);

    const QList<TaskResult> &results() const { return m_results; }

private:
    explicit ResultFile(QString path) : m_path(std::move(path)) {}
    Result<> write() const;

    QString m_path;
    QList<TaskResult> m_results;
};

} // namespace pilothouse
