#include "agent/session_options.h"

#include "agent/system_prompt.h"
#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// A wish is judged, never bent; what is only configured gives way to it and to the model.
ThinkingChoice choiceOf(const ModelConfig &config, const ModelInfo &model,
                        const SessionOverrides &wishes)
{
    ThinkingChoice choice{.thinking = wishes.thinking.value_or(config.thinking),
                          .effort = wishes.effort.value_or(config.effort)};
    if (!wishes.effort && !checkEffort(model, choice.effort))
        choice.effort.clear();
    if (!wishes.thinking && !checkThinking(model, {.thinking = choice.thinking}))
        choice.thinking.clear();
    if (!checkThinking(model, choice)) { // one alone would do
        if (!wishes.effort)
            choice.effort.clear();
        else if (!wishes.thinking)
            choice.thinking.clear();
    }
    return choice;
}

ToolDialect dialectOf(const ModelConfig &config, const ModelInfo &model)
{
    const auto set = dialectFrom(config.dialect);
    return set && checkDialect(model, *set) ? *set : model.dialect;
}

QList<Misfit> misfits(const ModelInfo &model, const QString &dialect, const ThinkingChoice &choice,
                      double mostUsd)
{
    QList<Misfit> found;
    const auto judge = [&found](const QString &option, const Result<> &fit) {
        if (!fit)
            found.append({option, fit.error().message});
    };
    judge(u"tool_dialect"_s, checkDialect(model, dialectFrom(dialect).value_or(model.dialect)));
    judge(u"thinking"_s, checkThinking(model, choice));
    judge(u"effort"_s, checkEffort(model, choice.effort));
    judge(u"max_cost_usd"_s, checkCostLimit(model, mostUsd));
    return found;
}

} // namespace

SessionOptions sessionOptions(const Config &config, const ModelTable &models,
                              const SessionOverrides &overrides)
{
    SessionOptions options;
    options.provider = config.model.provider;
    options.model = overrides.model.value_or(config.model.model);
    if (options.model.isEmpty())
        options.model = models.defaultModel();
    const ModelInfo model = models.find(options.model);
    options.title = overrides.title.value_or(QString());
    options.dialect = name(dialectOf(config.model, model));
    options.displaySize = QSize(overrides.width.value_or(config.desktop.size.width()),
                                overrides.height.value_or(config.desktop.size.height()));
    options.pictureSize = pictureSizeFor(options.displaySize, model.imageTier, model.pictureSide);
    options.systemPrompt =
        systemPrompt(options.pictureSize,
                     overrides.systemPromptSuffix.value_or(config.agent.systemPromptSuffix));
    options.tools = overrides.tools.value_or(options.tools);
    const ThinkingChoice choice = choiceOf(config.model, model, overrides);
    options.thinking = choice.thinking;
    options.effort = choice.effort;
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

QList<Misfit> misfits(const SessionOptions &options, const ModelTable &models)
{
    return misfits(models.find(options.model), options.dialect,
                   {.thinking = options.thinking, .effort = options.effort},
                   options.budget.maxCostUsd);
}

QList<Misfit> misfits(const Config &config, const ModelTable &models)
{
    const QString &set = config.model.model;
    return misfits(models.find(set.isEmpty() ? models.defaultModel() : set), config.model.dialect,
                   {.thinking = config.model.thinking, .effort = config.model.effort},
                   config.agent.budget.maxCostUsd);
}

} // namespace pilothouse
