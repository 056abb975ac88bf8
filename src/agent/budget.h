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

/// The reason to stop before the next step, as a sentence for people; nothing while all is within.
/// A limit of 0 is off. Steps are checked first, then cost, tokens, time.
std::optional<QString> exceededBudget(const BudgetConfig &limits, const Spending &spending);

} // namespace pilothouse
