#include "wire/answers.h"

#include "core/screen_limits.h"
#include "wire/field_reader.h"

#include <QRegularExpression>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostIds = 5000;

QJsonArray sidesOf(const QRect &place)
{
    return {place.x(), place.y(), place.width(), place.height()};
}

QJsonObject toJson(const CallTarget &target)
{
    QJsonObject json{{u"role"_s, target.role}, {u"name"_s, target.name}};
    if (target.place)
        json.insert(u"place"_s, sidesOf(*target.place));
    return json;
}

QJsonObject toJson(const ScreenElement &element)
{
    return {{u"key"_s, element.key},
            {u"role"_s, element.role},
            {u"name"_s, element.name},
            {u"value"_s, element.value},
            {u"states"_s, QJsonArray::fromStringList(element.states)},
            {u"place"_s, sidesOf(element.place)},
            {u"window"_s, element.window}};
}

QHash<QString, CallTarget> targetsIn(FieldReader &outer)
{
    QHash<QString, CallTarget> targets;
    const QJsonObject all = outer.object("targets"_L1);
    for (auto each = all.begin(); each != all.end(); ++each) {
        FieldReader read(each->toObject());
        CallTarget target{.role = read.text("role"_L1), .name = read.text("name"_L1)};
        if (read.has("place"_L1))
            target.place = read.place("place"_L1);
        if (!read.isGood())
            outer.complain("targets"_L1);
        targets.insert(each.key(), target);
    }
    return targets;
}

} // namespace

WireFrame valueOf(const ToolReply &reply)
{
    const ToolOutcome &outcome = reply.outcome;
    QJsonObject targets;
    for (auto each = reply.targets.begin(); each != reply.targets.end(); ++each)
        targets.insert(each.key(), toJson(*each));
    WireFrame value{.json = {{u"text"_s, outcome.text},
                             {u"is_error"_s, outcome.isError},
                             {u"details"_s, outcome.details},
                             {u"stopped"_s, outcome.stopped},
                             {u"targets"_s, targets}}};
    if (!outcome.picture)
        return value;
    const QSize size = outcome.picture->size;
    value.json.insert(u"picture"_s, outcome.picture->mediaType);
    value.json.insert(u"size"_s, QJsonArray{size.width(), size.height()});
    value.bytes = outcome.picture->bytes;
    return value;
}

Result<ToolReply> toolReplyFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    ToolReply reply{.outcome = {.text = read.text("text"_L1),
                                .picture = {},
                                .isError = read.flag("is_error"_L1),
                                .details = read.object("details"_L1),
                                .stopped = read.flag("stopped"_L1)},
                    .targets = targetsIn(read)};
    if (read.has("picture"_L1)) {
        reply.outcome.picture =
            ToolPicture{.bytes = value.bytes,
                        .mediaType = read.text("picture"_L1),
                        .size = read.size("size"_L1, 1, kLargestScreen.width())};
        if (value.bytes.isEmpty())
            read.complain("picture"_L1);
    }
    if (!read.isGood())
        return fail(read.error());
    return reply;
}

WireFrame valueOf(const ScreenElements &elements)
{
    QJsonArray all;
    for (const ScreenElement &element : elements.all)
        all.append(toJson(element));
    return {.json = {{u"elements"_s, all}, {u"silent"_s, elements.silentPrograms}}};
}

Result<ScreenElements> elementsFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    ScreenElements elements;
    elements.silentPrograms = static_cast<int>(read.integer("silent"_L1, 0, 1 << 20));
    for (const QJsonValue &each : read.array("elements"_L1)) {
        FieldReader one(each.toObject());
        elements.all.append({.key = one.text("key"_L1),
                             .role = one.text("role"_L1),
                             .name = one.text("name"_L1),
                             .value = one.text("value"_L1),
                             .states = one.texts("states"_L1),
                             .place = one.place("place"_L1),
                             .window = one.text("window"_L1)});
        if (!one.isGood())
            read.complain("elements"_L1);
    }
    if (!read.isGood())
        return fail(read.error());
    return elements;
}

WireFrame valueOf(const ShellLineEnd &end)
{
    return {.json = {{u"code"_s, end.code}, {u"said"_s, end.said}}};
}

Result<ShellLineEnd> shellLineEndFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    ShellLineEnd end;
    end.code = static_cast<int>(read.integer("code"_L1, -1, 1 << 20));
    end.said = read.text("said"_L1);
    if (!read.isGood())
        return fail(read.error());
    return end;
}

WireFrame valueOfText(const QString &text)
{
    return {.json = {{u"text"_s, text}}};
}

Result<QString> textFrom(const WireFrame &value)
{
    FieldReader read(value.json);
    QString text = read.text("text"_L1);
    if (!read.isGood())
        return fail(read.error());
    return text;
}

QStringList idsIn(const QString &text)
{
    static const QRegularExpression id(u"\\b[ew][0-9]{1,9}\\b"_s);
    QStringList ids;
    QSet<QString> known;
    auto found = id.globalMatch(text);
    while (found.hasNext() && ids.size() < kMostIds) {
        const QString each = found.next().captured();
        if (!known.contains(each))
            ids.append(each);
        known.insert(each);
    }
    return ids;
}

} // namespace pilothouse
