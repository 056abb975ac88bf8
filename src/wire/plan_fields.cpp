#include "wire/plan_fields.h"

#include "core/screen_limits.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonArray pair(const QSize &size)
{
    return {size.width(), size.height()};
}

/// Where a region or time zone goes into programs' environment: nothing but what names have.
bool isPlainName(const QString &text)
{
    return text.size() <= 100 &&
           std::ranges::all_of(text,
                               [](QChar each) {
                                   return each.unicode() < 0x80 &&
                                          (each.isLetterOrNumber() || u"_-+./@"_s.contains(each));
                               }) &&
           !text.startsWith(u'/') && !text.contains(".."_L1);
}

EgressRules rulesIn(FieldReader &read)
{
    EgressRules rules;
    const auto mode = egressModeFrom(read.text("egress"_L1));
    if (!mode)
        read.complain("egress"_L1);
    rules.mode = mode.value_or(EgressMode::None);
    for (const QString &entry : read.texts("hosts"_L1)) {
        const Result<QString> host = allowedHost(entry);
        if (!host)
            read.complain("hosts"_L1);
        rules.hosts.append(host.value_or(QString()));
    }
    return rules;
}

} // namespace

QJsonObject toJson(const BenchPlan &plan)
{
    return {{u"session"_s, plan.session.value},
            {u"display"_s, pair(plan.displaySize)},
            {u"pictures"_s, pair(plan.pictureSize)},
            {u"coordinates"_s, name(plan.coordinates)},
            {u"tools"_s, QJsonArray::fromStringList(plan.tools)},
            {u"locale"_s, plan.locale},
            {u"time_zone"_s, plan.timeZone},
            {u"software"_s, plan.software},
            {u"accessibility"_s, plan.accessibility},
            {u"egress"_s, name(plan.egress.mode)},
            {u"hosts"_s, QJsonArray::fromStringList(plan.egress.hosts)},
            {u"egress_asked"_s, plan.egressAsked}};
}

Result<BenchPlan> benchPlanFrom(const QJsonObject &json)
{
    FieldReader read(json);
    BenchPlan plan;
    if (const auto session = sessionIdFrom(read.text("session"_L1)))
        plan.session = *session;
    else
        read.complain("session"_L1);
    plan.displaySize = read.size("display"_L1, kLeastScreen.height(), kLargestScreen.width());
    plan.pictureSize = read.size("pictures"_L1, 1, kLargestScreen.width());
    const auto space = coordinateSpaceFrom(read.text("coordinates"_L1));
    if (!space)
        read.complain("coordinates"_L1);
    plan.coordinates = space.value_or(CoordinateSpace::Pixels);
    plan.tools = read.texts("tools"_L1);
    if (!std::ranges::all_of(plan.tools,
                             [](const QString &tool) { return toolNames().contains(tool); }))
        read.complain("tools"_L1);
    plan.locale = read.text("locale"_L1);
    if (!isPlainName(plan.locale))
        read.complain("locale"_L1);
    plan.timeZone = read.text("time_zone"_L1);
    if (!isPlainName(plan.timeZone))
        read.complain("time_zone"_L1);
    plan.software = read.flag("software"_L1);
    plan.accessibility = read.flag("accessibility"_L1);
    plan.egress = rulesIn(read);
    plan.egressAsked = read.flag("egress_asked"_L1);
    if (!read.isGood())
        return fail(read.error());
    return plan;
}

QJsonObject toJson(const QList<Secret> &secrets)
{
    QJsonObject all;
    for (const Secret &secret : secrets)
        all.insert(secret.name,
                   QJsonObject{{u"value"_s, secret.value},
                               {u"hosts"_s, QJsonArray::fromStringList(secret.hosts)},
                               {u"windows"_s, QJsonArray::fromStringList(secret.windows)}});
    return all;
}

QJsonObject toJson(const Error &error)
{
    return {{u"code"_s, errcName(error.code)},
            {u"message"_s, error.message},
            {u"detail"_s, error.detail}};
}

Result<Error> errorFrom(const QJsonObject &json)
{
    FieldReader read(json);
    const QString name = read.text("code"_L1);
    Error error{.code = Errc::Internal,
                .message = read.text("message"_L1),
                .detail = read.text("detail"_L1, {})};
    if (!read.isGood())
        return fail(read.error());
    for (int code = 0; code <= static_cast<int>(Errc::Internal); ++code)
        if (errcName(static_cast<Errc>(code)) == name)
            error.code = static_cast<Errc>(code);
    return error;
}

} // namespace pilothouse
