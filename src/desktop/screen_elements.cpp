#include "desktop/screen_elements.h"

#include "core/json.h"
#include "desktop/sight_program.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kListPatience{3500}; // of all programs

QStringList stringsOf(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue &each : value.toArray())
        strings << each.toString();
    return strings;
}

QRect rectOf(const QJsonValue &value)
{
    const QJsonArray numbers = value.toArray();
    return {numbers.at(0).toInt(), numbers.at(1).toInt(), numbers.at(2).toInt(),
            numbers.at(3).toInt()};
}

QString name(ElementDeed deed)
{
    switch (deed) {
    case ElementDeed::Scroll:
        return u"scroll"_s;
    case ElementDeed::Focus:
        return u"focus"_s;
    case ElementDeed::Press:
        return u"press"_s;
    case ElementDeed::Fill:
        return u"fill"_s;
    case ElementDeed::Look:
        break;
    }
    return u"look"_s;
}

Result<std::optional<ElementNow>> elementNowFrom(const QByteArray &line)
{
    const Result<QJsonObject> told = parseJsonObject(line);
    if (told && told->value("gone"_L1).toBool())
        return std::optional<ElementNow>();
    if (!told || !told->value("element"_L1).isObject())
        return fail(Errc::Unavailable,
                    told ? told->value("reason"_L1).toString() : u"Nothing tells of it."_s);
    const QJsonObject element = told->value("element"_L1).toObject();
    return std::optional(ElementNow{.element = screenElementFrom(element),
                                    .isShowing = element.value("showing"_L1).toBool(),
                                    .isCovered = told->value("covered"_L1).toBool(),
                                    .isDone = told->value("done"_L1).toBool()});
}

} // namespace

ScreenElement screenElementFrom(const QJsonObject &json)
{
    return {.key = json.value("key"_L1).toString(),
            .role = json.value("role"_L1).toString(),
            .name = json.value("name"_L1).toString(),
            .value = json.value("value"_L1).toString(),
            .states = stringsOf(json.value("states"_L1)),
            .place = rectOf(json.value("place"_L1)),
            .window = json.value("window"_L1).toString()};
}

QCoro::Task<Result<std::optional<ElementNow>>> elementNow(const ProgramSandbox &sandbox,
                                                          QString key, ElementDeed deed,
                                                          QString text, const Clock &clock,
                                                          std::stop_token stop)
{
    const SandboxedCommand command = sightCommand(sandbox, QStringList(u"element"_s));
    QJsonObject request;
    request.insert(u"key"_s, key);
    request.insert(u"deed"_s, name(deed));
    request.insert(u"text"_s, text);
    const QByteArray input = compactJson(request);
    const Result<QByteArray> line = co_await askSight(command, input, clock, stop);
    if (!line)
        co_return fail(line.error());
    co_return elementNowFrom(*line);
}

Result<ScreenElements> screenElementsFrom(const QByteArray &line)
{
    const Result<QJsonObject> told = parseJsonObject(line);
    if (!told || !told->value("elements"_L1).isArray())
        return fail(Errc::Unavailable, u"Nothing says what is on the screen."_s,
                    QString::fromUtf8(line.left(200)));
    ScreenElements elements{.all = {}, .silentPrograms = told->value("silent"_L1).toInt()};
    for (const QJsonValue &each : told->value("elements"_L1).toArray())
        elements.all << screenElementFrom(each.toObject());
    return elements;
}

QCoro::Task<Result<ScreenElements>> screenElements(const ProgramSandbox &sandbox,
                                                   const Clock &clock, std::stop_token stop)
{
    const SandboxedCommand command =
        sightCommand(sandbox, QStringList(u"elements"_s), kListPatience);
    const QByteArray nothing;
    const Result<QByteArray> line = co_await askSight(command, nothing, clock, stop, kListPatience);
    if (!line)
        co_return fail(line.error());
    co_return screenElementsFrom(*line);
}

} // namespace pilothouse
