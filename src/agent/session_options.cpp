#include "agent/session_options.h"

#include "agent/system_prompt.h"
#include "model/dialect.h"

namespace pilothouse {

SessionOptions sessionOptions(const Config &config, const ModelTable &models,
                              const SessionOverrides &overrides)
{
    SessionOptions options;
    options.provider = config.model.provider;
    options.model = overrides.model.value_or(config.model.model);
    const ModelInfo model = models.find(options.model);
    options.title = overrides.title.value_or(QString());
    options.dialect = config.model.dialect.isEmpty() ? name(model.dialect) : config.model.dialect;
    options.displaySize = QSize(overrides.width.value_or(config.desktop.size.width()),
                                overrides.height.value_or(config.desktop.size.height()));
    options.pictureSize = pictureSizeFor(options.displaySize, model.imageTier, model.pictureSide);
    options.systemPrompt =
        systemPrompt(options.pictureSize,
                     overrides.systemPromptSuffix.value_or(config.agent.systemPromptSuffix));
    options.tools = overrides.tools.value_or(options.tools);
    options.thinking = overrides.thinking.value_or(config.model.thinking);
    options.effort = overrides.effort.value_or(config.model.effort);
    options.approval = overrides.approval.value_or(config.agent.approval);
    options.egress.mode = overrides.egress.value_or(config.desktop.egress.mode);
    if (options.egress.mode == EgressMode::List)
        options.egress.hosts = overrides.allowHosts.value_or(config.desktop.egress.hosts);
    options.budget = config.agent.budget;
    options.budget.maxSteps = overrides.maxSteps.value_or(options.budget.maxSteps);
    options.budget.maxCostUsd = overrides.maxCostUsd.value_or(options.budget.maxCostUsd);
    options.budget.maxTokensTotal =
        overrides.maxTokensTotal.value_or(options.budget.maxTokensTotal);
    options.storeScreenshots = overrides.storeScreenshots.value_or(options.storeScreenshots);
    options.screenshotScale = overrides.screenshotScale.value_or(options.screenshotScale);
    options.screenshotQuality = overrides.screenshotQuality.value_or(options.screenshotQuality);
    return options;
}

} // namespace pilothouse
