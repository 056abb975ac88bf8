#include "agent/session_options.h"

#include "agent/system_prompt.h"
#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kBeginsWithDesk =
    u"\n\nThe home folder does not begin empty: it has the files of a desk that was set up before, "
    "\"%1\". Settings and log-ins of its programs may be there."_s;

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

bool canBeOf(Provider provider, const ModelInfo &model)
{
    return model.provider == provider || model.provider == Provider::Auto ||
           (model.provider == Provider::Anthropic && speaksMessages(provider));
}

// Whoever chooses a model chooses whose it is; the usual one serves what nobody knows.
Provider providerOf(const Config &config, const ModelInfo &model, const SessionOverrides &wishes)
{
    const Provider usual = config.model.provider;
    if (wishes.provider || !wishes.model)
        return wishes.provider.value_or(usual);
    return canBeOf(usual, model) ? usual : model.provider;
}

ToolDialect dialectOf(const ModelConfig &config, const ModelInfo &model, Provider provider)
{
    if (provider == Provider::Chat)
        return ToolDialect::Custom;
    const auto set = dialectFrom(config.dialect);
    const bool isOpenAis = set == ToolDialect::OpenAiComputer;
    const bool fits = set == ToolDialect::Custom || isOpenAis == (provider == Provider::OpenAi);
    return set && fits && checkDialect(model, *set) ? *set : model.dialect;
}

QString usualModel(const Config &config, const ModelTable &models, std::optional<Provider> provider)
{
    const Provider usual = config.model.provider;
    const bool isUsual = provider.value_or(usual) == usual;
    const QString set = isUsual ? config.model.model : models.defaultModel(*provider);
    return set.isEmpty() ? models.defaultModel() : set;
}

QSize notWiderThan(QSize size, std::optional<int> width)
{
    if (!width || *width >= size.width())
        return size;
    const int height = qRound(double(size.height()) * *width / size.width());
    return {*width, std::max(height, 1)};
}

BudgetConfig budgetWith(BudgetConfig budget, const SessionOverrides &wishes)
{
    budget.maxSteps = wishes.maxSteps.value_or(budget.maxSteps);
    budget.maxCostUsd = wishes.maxCostUsd.value_or(budget.maxCostUsd);
    budget.maxTokensTotal = wishes.maxTokensTotal.value_or(budget.maxTokensTotal);
    budget.maxTime = wishes.maxTime.value_or(budget.maxTime);
    return budget;
}

/// Tools, the size of pictures and who answers are fixed: the models that take other ones cannot
/// go on.
Result<> canGoOn(const SessionOptions &session, const ModelInfo &model)
{
    if (!canBeOf(session.provider, model))
        return fail(Errc::InvalidArgument,
                    u"%1 is a model of another provider, which cannot take up what was said here. "
                    "Start a new session with it."_s.arg(model.id));
    if (model.coordinates != session.coordinates)
        return fail(Errc::InvalidArgument,
                    u"%1 names places on the screen in another way than this session. Start a new "
                    "one with it."_s.arg(model.id));
    if (auto taken = checkDialect(model, dialectFrom(session.dialect).value_or(model.dialect));
        !taken)
        return taken;
    const QSize largest = pictureSizeFor(session.displaySize, model);
    if (largest.width() >= session.pictureSize.width())
        return {};
    return fail(Errc::InvalidArgument,
                u"%1 takes smaller pictures than this session has. Start a new one with it."_s.arg(
                    model.id));
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
    options.model = overrides.model.value_or(usualModel(config, models, overrides.provider));
    const ModelInfo model = models.find(options.model);
    options.provider = providerOf(config, model, overrides);
    options.title = overrides.title.value_or(QString());
    options.dialect = name(dialectOf(config.model, model, options.provider));
    options.displaySize = QSize(overrides.width.value_or(config.desktop.size.width()),
                                overrides.height.value_or(config.desktop.size.height()));
    options.pictureSize = pictureSizeFor(options.displaySize, model);
    options.pictureSize = notWiderThan(options.pictureSize, overrides.pictureWidth);
    options.coordinates = model.coordinates;
    options.systemPrompt =
        systemPrompt({options.pictureSize, options.coordinates},
                     overrides.systemPromptSuffix.value_or(config.agent.systemPromptSuffix));
    options.tools = overrides.tools.value_or(config.agent.tools);
    ThinkingChoice choice = choiceOf(config.model, model, overrides);
    if (options.provider == Provider::Chat && !overrides.thinking)
        choice.thinking.clear(); // was meant for others
    options.thinking = choice.thinking;
    options.effort = choice.effort;
    options.approval = overrides.approval.value_or(config.agent.approval);
    options.desk = overrides.desk.value_or(QString());
    if (!options.desk.isEmpty())
        options.systemPrompt += kBeginsWithDesk.arg(options.desk);
    options.locale = overrides.locale.value_or(config.desktop.locale);
    options.timeZone = overrides.timeZone.value_or(config.desktop.timeZone);
    // Where people are asked about what matters, they say so as well that it may install things.
    options.software = overrides.software.value_or(config.desktop.software &&
                                                   options.approval == ApprovalPolicy::Auto);
    options.egress.mode = overrides.egress.value_or(config.desktop.egress.mode);
    if (options.egress.mode == EgressMode::List)
        options.egress.hosts = overrides.allowHosts.value_or(config.desktop.egress.hosts);
    options.webhook = overrides.webhook.value_or(QString());
    options.budget = budgetWith(config.agent.budget, overrides);
    options.storeScreenshots = overrides.storeScreenshots.value_or(options.storeScreenshots);
    options.screenshotScale = overrides.screenshotScale.value_or(options.screenshotScale);
    options.screenshotQuality = overrides.screenshotQuality.value_or(options.screenshotQuality);
    return options;
}

SessionOptions changedOptions(const SessionOptions &now, const ModelTable &models,
                              const SessionOverrides &wishes)
{
    SessionOptions options = now;
    options.model = wishes.model.value_or(now.model);
    options.approval = wishes.approval.value_or(now.approval);
    options.budget = budgetWith(now.budget, wishes);
    if (options.model == now.model)
        return options;
    ModelConfig kept;
    kept.thinking = now.thinking;
    kept.effort = now.effort;
    const ThinkingChoice choice = choiceOf(kept, models.find(options.model), {});
    options.thinking = choice.thinking;
    options.effort = choice.effort;
    return options;
}

QList<Misfit> misfits(const SessionOptions &now, const SessionOptions &wanted,
                      const ModelTable &models)
{
    const ModelInfo model = models.find(wanted.model);
    const bool isOther = wanted.model != now.model;
    const double mostUsd = wanted.budget.maxCostUsd;
    QList<Misfit> found;
    if (const auto fit = canGoOn(now, model); isOther && !fit)
        found.append({u"model"_s, fit.error().message});
    const bool mayCost = !isOther && mostUsd == now.budget.maxCostUsd;
    if (const auto fit = checkCostLimit(model, mostUsd); !mayCost && !fit)
        found.append({u"max_cost_usd"_s, fit.error().message});
    return found;
}

QList<Misfit> misfits(const SessionOptions &options, const AgentConfig &config)
{
    QStringList withheld = options.tools;
    withheld.removeIf([&config](const QString &tool) { return config.tools.contains(tool); });
    if (withheld.isEmpty())
        return {};
    return {{u"tools"_s, u"This server offers no %1."_s.arg(withheld.join(u", "_s))}};
}

QList<Misfit> misfits(const SessionOptions &options, const ModelTable &models)
{
    if (options.provider == Provider::Chat && !options.thinking.isEmpty())
        return {{u"thinking"_s, u"Chat completions know no setting for thinking: leave it out, or "
                                "set the effort."_s}};
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
