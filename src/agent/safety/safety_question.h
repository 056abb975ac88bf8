#pragma once

#include "agent/open_run.h"
#include "agent/run_parts.h"
#include "core/tool_call.h"

#include <QCoroTask>
#include <stop_token>

namespace pilothouse {

/// What a person said to the safety checks of a reply.
struct SafetyAnswer
{
    QString refusal = {}; ///< told to the model instead of doing anything; empty: go on
    QString note = {};    ///< told to the model besides
};

/// Puts the safety checks of `calls`, those of one reply, to a person, one call after the other and
/// before any of them is carried out, whatever the session's policy. Fails closed: whoever is not
/// there says no. Nothing is asked where there are none, or once the run has ended. Main thread;
/// `parts` and `run` outlive the task.
QCoro::Task<SafetyAnswer> askAboutSafety(const RunParts &parts, OpenRun &run, QList<ToolCall> calls,
                                         std::stop_token stop);

} // namespace pilothouse
