#pragma once

#include "core/config.h"
#include "core/usage.h"

#include <optional>

namespace pilothouse {

/// What a run has used so far. Steps and time are of the run; tokens and cost of the session,
/// because that is what the bill counts.
struct Spending
{
    int steps = 0;
    std::chrono::milliseconds time{0};
    qint64 tokens = 0;
    double costUsd = 0;
};

/// A limit that is reached: its name among the options of a session, and a sentence for people.
struct ReachedLimit
{
    QString name; ///< "max_steps", "max_cost_usd", "max_tokens_total", "max_time" or "max_repeats"
    QString message;
};

/// The reason to stop before the next step; nothing while all is within. A limit of 0 is off.
/// Steps are checked first, then cost, tokens, time.
std::optional<ReachedLimit> exceededBudget(const BudgetConfig &limits, const Spending &spending);

} // namespace pilothouse
