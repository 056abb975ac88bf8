#pragma once

#include "app/engine.h"
#include "app/eval/task_result.h"

#include <QCoroTask>

#include <stop_token>

namespace pilothouse {

/// How the tasks of a suite are carried out.
struct TaskRunOptions
{
    QString model;             ///< as results name it
    bool byScript = false;     ///< by the task's own steps instead of what it asks for
    bool keepSessions = false; ///< they stay stored, to be looked at
};

/// Carries out `task` in a session of its own: brings its files, prepares the desktop, makes sure
/// that the check does not pass yet, sends the message, waits for the end, checks, and deletes the
/// session. Stopped is no result: nothing.
QCoro::Task<std::optional<TaskResult>> runSkillTask(Engine &engine, SkillTask task,
                                                    TaskRunOptions options, std::stop_token stop);

} // namespace pilothouse
