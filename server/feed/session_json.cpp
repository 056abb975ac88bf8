#include "feed/session_json.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/json_text.h"
#include "core/hooks/webhook.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QByteArray grantsJson(const QList<GrantChanged> &grants)
{
    QByteArrayList list;
    for (const GrantChanged &granted : grants)
        list.append(JsonText()
                        .add("id", granted.grant.id())
                        .add("tool", granted.grant.tool)
                        .add("action", granted.grant.action)
                        .addRaw("secrets", jsonStrings(granted.grant.secrets))
                        .add("by", granted.by)
                        .end());
    return jsonArray(list);
}

namespace {

/// What no event tells.
struct Presence
{
    bool personSteers = false;
    bool hasDesktop = false;
    QStringList questions; ///< that wait for an answer
};

QByteArray tokensJson(const Usage &usage)
{
    return JsonText()
        .add("input", usage.input)
        .add("output", usage.output)
        .add("cache_read", usage.cacheRead)
        .add("cache_write_5m", usage.cacheWrite5m)
        .add("cache_write_1h", usage.cacheWrite1h)
        .end();
}

void addLimits(JsonText &json, const BudgetConfig &budget)
{
    json.add("max_steps", budget.maxSteps)
        .add("max_cost_usd", budget.maxCostUsd)
        .add("max_tokens_total", budget.maxTokensTotal)
        .add("max_time", budget.maxTime.count());
}

QByteArray toJson(const SessionRecord &session, const Presence &presence)
{
    const SessionOptions &options = session.options;
    const EgressRules egress = egressOf(session);
    JsonText json;
    json.add("id", session.id.value)
        .add("created_at", isoTime(session.createdAt))
        .add("status", name(session.status))
        .add("store_screenshots", options.storeScreenshots)
        .add("screenshot_scale", options.screenshotScale)
        .add("screenshot_quality", options.screenshotQuality)
        .add("updated_at", isoTime(session.updatedAt))
        .add("title", options.title)
        .add("model", options.model)
        .add("provider", name(options.provider))
        .add("tool_dialect", options.dialect)
        .add("thinking", options.thinking)
        .add("effort", options.effort)
        .addRaw("tools", jsonStrings(options.tools))
        .add("approval", name(options.approval))
        .addRaw("grants", grantsJson(session.grants))
        .add("egress", name(egress.mode))
        .addRaw("allow_hosts", jsonStrings(egress.hosts))
        .add("webhook", shownWebhook(options.webhook))
        .add("desk", options.desk)
        .add("locale", options.locale)
        .add("time_zone", options.timeZone)
        .add("software", options.software)
        .add("width", options.displaySize.width())
        .add("height", options.displaySize.height())
        .add("picture_width", options.pictureSize.width())
        .add("picture_height", options.pictureSize.height());
    addLimits(json, options.budget);
    return json.addRaw("usage", tokensJson(session.usage))
        .add("cost_usd", session.costUsd)
        .add("control", presence.personSteers ? u"person"_s : u"agent"_s)
        .add("has_desktop", presence.hasDesktop)
        .addRaw("questions", jsonStrings(presence.questions))
        .add("last_seq", session.lastSeq)
        .end();
}

} // namespace

QByteArray sessionJson(const SessionRecord &session)
{
    return toJson(session, {});
}

QByteArray sessionJson(const SessionRecord &session, const SessionRegistry &registry)
{
    return toJson(session, {.personSteers = registry.personSteers(session.id),
                            .hasDesktop = registry.hasDesktop(session.id),
                            .questions = registry.questions(session.id)});
}

} // namespace pilothouse
