#include "model/anthropic/thinking_fields.h"

#include "core/json.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSmallestBudget = 1024; // the API's lower bound
constexpr int kLargestBudget = 8192;

QByteArray thinkingMember(const QString &thinking, int maxTokens)
{
    if (thinking.isEmpty())
        return {};
    // Without a display the newer models keep to themselves what they do between two calls.
    if (thinking == "adaptive"_L1)
        return R"("thinking":{"type":"adaptive","display":"summarized"},)";
    if (thinking != "enabled"_L1)
        return R"("thinking":{"type":)" + jsonString(thinking) + "},";
    const int budget = std::min(maxTokens / 2, kLargestBudget);
    if (budget < kSmallestBudget)
        return {}; // such a short reply has no room for thinking
    return R"("thinking":{"type":"enabled","budget_tokens":)" + QByteArray::number(budget) + "},";
}

} // namespace

Result<QByteArray> thinkingFields(const ModelInfo &model, const ThinkingChoice &choice,
                                  int maxTokens)
{
    const QString best = model.thinkingModes.isEmpty() ? QString() : model.thinkingModes.first();
    const QString thinking = choice.thinking.isEmpty() ? best : choice.thinking;
    if (const auto checked = checkThinking(model, {thinking, choice.effort}); !checked)
        return fail(checked.error());
    if (const auto checked = checkEffort(model, choice.effort); !checked)
        return fail(checked.error());
    QByteArray fields = thinkingMember(thinking, maxTokens);
    if (!choice.effort.isEmpty())
        fields += R"("output_config":{"effort":)" + jsonString(choice.effort) + "},";
    return fields;
}

} // namespace pilothouse
