#include "agent/budget.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

std::optional<ReachedLimit> exceededBudget(const BudgetConfig &limits, const Spending &spending)
{
    if (limits.maxSteps > 0 && spending.steps >= limits.maxSteps)
        return ReachedLimit{u"max_steps"_s,
                            u"The limit of steps (%1) is reached. Resumed, it may take as many "
                            "again."_s.arg(limits.maxSteps)};
    if (limits.maxCostUsd > 0 && spending.costUsd >= limits.maxCostUsd)
        return ReachedLimit{u"max_cost_usd"_s,
                            u"The limit of cost ($%1) is reached: $%2 spent. Raise it to go on."_s
                                .arg(limits.maxCostUsd, 0, 'f', 2)
                                .arg(spending.costUsd, 0, 'f', 4)};
    if (limits.maxTokensTotal > 0 && spending.tokens >= limits.maxTokensTotal)
        return ReachedLimit{u"max_tokens_total"_s,
                            u"The limit of tokens (%1) is reached: %2 used. Raise it to go on."_s
                                .arg(limits.maxTokensTotal)
                                .arg(spending.tokens)};
    if (limits.maxTime.count() > 0 && spending.time >= limits.maxTime)
        return ReachedLimit{u"max_time"_s,
                            u"The limit of time (%1 s) is reached. Resumed, it may take as long "
                            "again."_s.arg(limits.maxTime.count())};
    return std::nullopt;
}

} // namespace pilothouse
