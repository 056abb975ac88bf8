#include "agent/budget.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

std::optional<QString> exceededBudget(const BudgetConfig &limits, const Spending &spending)
{
    if (limits.maxSteps > 0 && spending.steps >= limits.maxSteps)
        return u"The budget of %1 steps is used up (--max-steps)."_s.arg(limits.maxSteps);
    if (limits.maxCostUsd > 0 && spending.costUsd >= limits.maxCostUsd)
        return u"The budget of $%1 is used up (--max-cost-usd): $%2 spent."_s.arg(
            QString::number(limits.maxCostUsd, 'f', 2), QString::number(spending.costUsd, 'f', 4));
    if (limits.maxTokensTotal > 0 && spending.tokens >= limits.maxTokensTotal)
        return u"The budget of %1 tokens is used up (--max-tokens-total): %2 used."_s
            .arg(limits.maxTokensTotal)
            .arg(spending.tokens);
    if (limits.maxTime.count() > 0 && spending.time >= limits.maxTime)
        return u"The time limit of %1 s is reached (--max-time)."_s.arg(limits.maxTime.count());
    return std::nullopt;
}

} // namespace pilothouse
