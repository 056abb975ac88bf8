#include "http/new_session.h"

#include "core/region.h"
#include "core/screen_limits.h"
#include "core/hooks/webhook.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLongestRun = 31'536'000; // seconds: a year
const QStringList kOverrides{u"title"_s,
                             u"model"_s,
                             u"approval"_s,
                             u"max_steps"_s,
                             u"max_cost_usd"_s,
                             u"provider"_s,
                             u"max_time"_s,
                             u"max_tokens_total"_s,
                             u"width"_s,
                             u"height"_s,
                             u"desk"_s,
                             u"locale"_s,
                             u"time_zone"_s,
                             u"software"_s,
                             u"egress"_s,
                             u"allow_hosts"_s,
                             u"system_prompt_suffix"_s,
                             u"tools"_s,
                             u"thinking"_s,
                             u"effort"_s,
                             u"store_screenshots"_s,
                             u"screenshot_scale"_s,
                             u"screenshot_quality"_s};

std::optional<QString> read(BodyReader &body, const QString &name,
                            Result<QString> (*understand)(const QString &))
{
    const auto given = body.text(name, 200);
    if (!given)
        return std::nullopt;
    const Result<QString> understood = understand(*given);
    if (!understood)
        body.refuse(name, understood.error().message, u"value_error"_s);
    return understood ? std::optional(*understood) : std::nullopt;
}
} // namespace

SessionOverrides readChanges(BodyReader &body)
{
    SessionOverrides changes;
    changes.title = body.text(u"title"_s, 200);
    changes.model = body.text(u"model"_s, 200);
    if (changes.model && changes.model->trimmed().isEmpty()) // as left out
        changes.model.reset();
    const auto approval = body.choice(u"approval"_s, {u"auto"_s, u"sensitive"_s, u"all"_s});
    if (approval)
        changes.approval = approvalPolicyFrom(*approval);
    changes.maxSteps = body.integer(u"max_steps"_s, 0, 100'000);
    changes.maxCostUsd = body.number(u"max_cost_usd"_s, 0);
    changes.maxTokensTotal = body.bigInteger(u"max_tokens_total"_s, 0);
    if (const auto seconds = body.integer(u"max_time"_s, 0, kLongestRun))
        changes.maxTime = std::chrono::seconds(*seconds);
    return changes;
}

SessionOverrides readOverrides(BodyReader &body)
{
    SessionOverrides overrides = readChanges(body);
    overrides.width = body.integer(u"width"_s, kLeastScreen.width(), kLargestScreen.width());
    overrides.height = body.integer(u"height"_s, kLeastScreen.height(), kLargestScreen.height());
    const auto provider = body.choice(u"provider"_s, {u"anthropic"_s, u"openai"_s, u"chat"_s,
                                                      u"bedrock"_s, u"vertex"_s, u"demo"_s});
    if (provider)
        overrides.provider = providerFrom(*provider);
    overrides.desk = body.text(u"desk"_s, 100);
    overrides.locale = read(body, u"locale"_s, installedLocale);
    overrides.timeZone = read(body, u"time_zone"_s, knownTimeZone);
    overrides.software = body.flag(u"software"_s);
    const auto egress = body.choice(u"egress"_s, {u"all"_s, u"public"_s, u"none"_s, u"list"_s});
    if (egress)
        overrides.egress = egressModeFrom(*egress);
    overrides.allowHosts = body.texts(u"allow_hosts"_s, kMostAllowedHosts, allowedHost);
    overrides.systemPromptSuffix = body.text(u"system_prompt_suffix"_s, 20'000);
    overrides.tools = body.choices(u"tools"_s, toolNames());
    overrides.thinking = body.text(u"thinking"_s, 40);
    overrides.effort = body.text(u"effort"_s, 40);
    overrides.storeScreenshots = body.flag(u"store_screenshots"_s);
    overrides.screenshotScale = body.integer(u"screenshot_scale"_s, 1, 8);
    overrides.screenshotQuality = body.integer(u"screenshot_quality"_s, 10, 100);
    return overrides;
}

std::optional<QString> readWebhook(BodyReader &body)
{
    const auto given = body.text(u"webhook"_s, 2000);
    if (!given || given->trimmed().isEmpty())
        return std::nullopt;
    const Result<QString> understood = webhookUrl(*given);
    if (!understood)
        body.refuse(u"webhook"_s, understood.error().message, u"value_error"_s);
    return understood ? std::optional(*understood) : std::nullopt;
}

QJsonObject overridesIn(const QJsonObject &given)
{
    QJsonObject known;
    for (const QString &name : kOverrides)
        if (const QJsonValue value = given.value(name); !value.isUndefined() && !value.isNull())
            known.insert(name, value);
    return known;
}

QList<Secret> readSecrets(BodyReader &body)
{
    const auto given = body.object(u"secrets"_s);
    if (!given)
        return {};
    const Result<QList<Secret>> secrets = secretsFrom(*given);
    if (!secrets)
        body.refuse(u"secrets"_s, secrets.error().message, u"value_error"_s);
    return secrets.value_or(QList<Secret>());
}

} // namespace pilothouse
