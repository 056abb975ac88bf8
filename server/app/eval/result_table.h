#pragma once

#include "app/eval/task_result.h"

namespace pilothouse {

/// One result as a line, told when it is known.
QString resultLine(const TaskResult &result);

/// A row for each task of `model`, with what it took.
QString taskTable(const QList<TaskResult> &results, const QString &model);
/// How many tasks of each program with each action passed, of how many that were tried: "3/4".
QString programTable(const QList<TaskResult> &results, const QString &model);
/// A row for each model that was tried: what passed, and what all of it took. Skipped and broken
/// tasks are counted beside.
QString modelTable(const QList<TaskResult> &results);

} // namespace pilothouse
