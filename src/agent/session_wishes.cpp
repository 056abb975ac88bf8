#include "agent/session_wishes.h"

#include "agent/system_prompt.h"
#include "model/dialect.h"

namespace pilothouse {

SessionOptions sessionOptions(const Config &config, const ModelTable &models,
                              const SessionWishes &wishes)
{
    SessionOptions options;
    options.provider = config.model.provider;
    options.model = wishes.model.value_or(config.model.model);
    const ModelInfo model = models.find(options.model);
    options.title = wishes.title.value_or(QString());
    options.dialect = config.model.dialect.isEmpty() ? name(model.dialect) : config.model.dialect;
    options.displaySize = QSize(wishes.width.value_or(config.desktop.size.width()),
                                wishes.height.value_or(config.desktop.size.height()));
    options.pictureSize = pictureSizeFor(options.displaySize, model.imageTier);
    options.systemPrompt = systemPrompt(
        options.pictureSize, wishes.systemPromptSuffix.value_or(config.agent.systemPromptSuffix));
    options.tools = wishes.tools.value_or(options.tools);
    options.thinking = wishes.thinking.value_or(config.model.thinking);
    options.effort = wishes.effort.value_or(config.model.effort);
    options.approval = wishes.approval.value_or(config.agent.approval);
    options.budget = config.agent.budget;
    options.budget.maxSteps = wishes.maxSteps.value_or(options.budget.maxSteps);
    options.budget.maxCostUsd = wishes.maxCostUsd.value_or(options.budget.maxCostUsd);
    options.budget.maxTokensTotal = wishes.maxTokensTotal.value_or(options.budget.maxTokensTotal);
    options.storeScreenshots = wishes.storeScreenshots.value_or(options.storeScreenshots);
    options.screenshotScale = wishes.screenshotScale.value_or(options.screenshotScale);
    options.screenshotQuality = wishes.screenshotQuality.value_or(options.screenshotQuality);
    return options;
}

} // namespace pilothouse
