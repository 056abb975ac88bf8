#pragma once

#include "app/eval/skill_task.h"
#include "core/usage.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// What became of one task.
enum class TaskOutcome {
    Passed,
    Failed,  ///< the model ended or ran out of a limit, and the task is not done
    Skipped, ///< a program that it needs is not installed
    Broken,  ///< nothing is known of the model: the suite or the way to the model is at fault
};
QString name(TaskOutcome outcome);
std::optional<TaskOutcome> taskOutcomeFrom(const QString &name);

struct TaskResult
{
    QString task;
    QString program = {};
    QStringList actions = {};
    QString model;
    QByteArray digest = {}; ///< SkillTask::digest
    TaskOutcome outcome = TaskOutcome::Broken;
    QString reason = {}; ///< for people; empty where it passed
    int steps = 0;       ///< model calls
    Usage usage = {};
    double costUsd = 0;
    qint64 durationMs = 0; ///< of the run, without preparing and checking
    QDateTime at = {};
};

/// The result of `task` by `model` before anything has happened.
TaskResult emptyResult(const SkillTask &task, const QString &model);

/// {"task", "program", "actions", "model", "digest", "outcome", "reason", "steps", "tokens",
/// "usage", "cost_usd", "seconds", "at"}.
QJsonObject toJson(const TaskResult &result);
/// Corrupt: it names no task, model or outcome.
Result<TaskResult> taskResultFrom(const QJsonObject &json);

} // namespace pilothouse
