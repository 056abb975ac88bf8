#include "store/session_options.h"

#include "core/json.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonArray toJson(QSize size)
{
    return {size.width(), size.height()};
}

QSize sizeFrom(const QJsonValue &value, QSize fallback)
{
    const QJsonArray array = value.toArray();
    return array.size() == 2 ? QSize(array.at(0).toInt(), array.at(1).toInt()) : fallback;
}

// Sessions of older versions name none and had the first three. What a model is offered must not
// change within a conversation.
QStringList toolsFrom(const QJsonValue &value)
{
    if (!value.isArray())
        return toolNames().first(3);
    QStringList tools;
    for (const QString &name : toolNames())
        if (value.toArray().contains(name))
            tools.append(name);
    return tools;
}

QJsonObject toJson(const BudgetConfig &budget)
{
    return {{u"max_steps"_s, budget.maxSteps},
            {u"max_cost_usd"_s, budget.maxCostUsd},
            {u"max_tokens_total"_s, budget.maxTokensTotal},
            {u"max_time_s"_s, qint64(budget.maxTime.count())},
            {u"max_repeats"_s, budget.maxRepeats}};
}

BudgetConfig budgetFrom(const QJsonObject &json)
{
    const BudgetConfig none;
    return {.maxSteps = json.value("max_steps"_L1).toInt(none.maxSteps),
            .maxCostUsd = json.value("max_cost_usd"_L1).toDouble(none.maxCostUsd),
            .maxTokensTotal = json.value("max_tokens_total"_L1).toInteger(none.maxTokensTotal),
            .maxTime = std::chrono::seconds(json.value("max_time_s"_L1).toInteger()),
            .maxRepeats = json.value("max_repeats"_L1).toInt(none.maxRepeats)};
}

QJsonObject toJson(const EgressRules &rules)
{
    return {{u"mode"_s, name(rules.mode)}, {u"hosts"_s, QJsonArray::fromStringList(rules.hosts)}};
}

Result<EgressRules> egressFrom(const QJsonValue &value, const EgressRules &unstored)
{
    if (value.isUndefined())
        return unstored;
    const QJsonObject json = value.toObject();
    const auto mode = egressModeFrom(json.value("mode"_L1).toString());
    if (!mode) // never guess how far a session may reach
        return fail(Errc::Corrupt, u"A stored session has an unknown egress mode."_s);
    EgressRules rules{.mode = *mode};
    for (const QJsonValue &host : json.value("hosts"_L1).toArray())
        rules.hosts.append(host.toString());
    return rules;
}

template <typename Value> std::optional<Value> otherThan(const Value &now, const Value &wanted)
{
    return wanted == now ? std::nullopt : std::optional<Value>(wanted);
}

} // namespace

QByteArray sessionOptionsToJson(const SessionOptions &options)
{
    return compactJson(QJsonObject{{u"provider"_s, name(options.provider)},
                                   {u"model"_s, options.model},
                                   {u"dialect"_s, options.dialect},
                                   {u"system_prompt"_s, options.systemPrompt},
                                   {u"display_size"_s, toJson(options.displaySize)},
                                   {u"picture_size"_s, toJson(options.pictureSize)},
                                   {u"coordinates"_s, name(options.coordinates)},
                                   {u"tools"_s, QJsonArray::fromStringList(options.tools)},
                                   {u"thinking"_s, options.thinking},
                                   {u"effort"_s, options.effort},
                                   {u"approval"_s, name(options.approval)},
                                   {u"budget"_s, toJson(options.budget)},
                                   {u"desk"_s, options.desk},
                                   {u"locale"_s, options.locale},
                                   {u"time_zone"_s, options.timeZone},
                                   {u"software"_s, options.software},
                                   {u"egress"_s, toJson(options.egress)},
                                   {u"webhook"_s, options.webhook},
                                   {u"store_screenshots"_s, options.storeScreenshots},
                                   {u"screenshot_scale"_s, options.screenshotScale},
                                   {u"screenshot_quality"_s, options.screenshotQuality}});
}

Result<SessionOptions> sessionOptionsFromJson(const QByteArray &text, const EgressRules &unstored)
{
    const Result<QJsonObject> json = parseJsonObject(text);
    if (!json)
        return fail(json.error());
    const auto approval = approvalPolicyFrom(json->value("approval"_L1).toString());
    if (!approval) // never guess how much a person wanted to be asked
        return fail(Errc::Corrupt, u"A stored session has an unknown approval policy."_s);
    const auto egress = egressFrom(json->value("egress"_L1), unstored);
    if (!egress)
        return fail(egress.error());
    const SessionOptions none;
    return SessionOptions{
        .title = {},
        // One that only a later version knows is refused when it is asked, not here.
        .provider = providerFrom(json->value("provider"_L1).toString()).value_or(none.provider),
        .model = json->value("model"_L1).toString(),
        .dialect = json->value("dialect"_L1).toString(),
        .systemPrompt = json->value("system_prompt"_L1).toString(),
        .displaySize = sizeFrom(json->value("display_size"_L1), none.displaySize),
        .pictureSize = sizeFrom(json->value("picture_size"_L1), none.pictureSize),
        .coordinates = coordinateSpaceFrom(json->value("coordinates"_L1).toString())
                           .value_or(none.coordinates),
        .tools = toolsFrom(json->value("tools"_L1)),
        .thinking = json->value("thinking"_L1).toString(),
        .effort = json->value("effort"_L1).toString(),
        .approval = *approval,
        .budget = budgetFrom(json->value("budget"_L1).toObject()),
        .desk = json->value("desk"_L1).toString(),
        .locale = json->value("locale"_L1).toString(),
        .timeZone = json->value("time_zone"_L1).toString(),
        .software = json->value("software"_L1).toBool(none.software),
        .egress = *egress,
        .webhook = json->value("webhook"_L1).toString(),
        .storeScreenshots = json->value("store_screenshots"_L1).toBool(none.storeScreenshots),
        .screenshotScale = json->value("screenshot_scale"_L1).toInt(none.screenshotScale),
        .screenshotQuality = json->value("screenshot_quality"_L1).toInt(none.screenshotQuality)};
}

void apply(const SettingsChanged &change, SessionOptions &options)
{
    BudgetConfig &budget = options.budget;
    options.model = change.model.value_or(options.model);
    options.thinking = change.thinking.value_or(options.thinking);
    options.effort = change.effort.value_or(options.effort);
    options.approval = change.approval.value_or(options.approval);
    budget.maxSteps = change.maxSteps.value_or(budget.maxSteps);
    budget.maxCostUsd = change.maxCostUsd.value_or(budget.maxCostUsd);
    budget.maxTokensTotal = change.maxTokensTotal.value_or(budget.maxTokensTotal);
    budget.maxTime = change.maxTime.value_or(budget.maxTime);
}

std::optional<SettingsChanged> changeTo(const SessionOptions &wanted, const SessionOptions &now)
{
    const BudgetConfig &limits = wanted.budget;
    const SettingsChanged change{.by = {},
                                 .model = otherThan(now.model, wanted.model),
                                 .thinking = otherThan(now.thinking, wanted.thinking),
                                 .effort = otherThan(now.effort, wanted.effort),
                                 .approval = otherThan(now.approval, wanted.approval),
                                 .maxSteps = otherThan(now.budget.maxSteps, limits.maxSteps),
                                 .maxCostUsd = otherThan(now.budget.maxCostUsd, limits.maxCostUsd),
                                 .maxTokensTotal =
                                     otherThan(now.budget.maxTokensTotal, limits.maxTokensTotal),
                                 .maxTime = otherThan(now.budget.maxTime, limits.maxTime)};
    const bool isAny = change.model || change.thinking || change.effort || change.approval ||
                       change.maxSteps || change.maxCostUsd || change.maxTokensTotal ||
                       change.maxTime;
    return isAny ? std::optional(change) : std::nullopt;
}

} // namespace pilothouse
