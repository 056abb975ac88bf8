#include "desktop/screen_elements.h"

#include "core/json.h"
#include "desktop/sight_program.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

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

ScreenElement elementFrom(const QJsonObject &json)
{
    return {.key = json.value("key"_L1).toString(),
            .role = json.value("role"_L1).toString(),
            .name = json.value("name"_L1).toString(),
            .value = json.value("value"_L1).toString(),
            .states = stringsOf(json.value("states"_L1)),
            .place = rectOf(json.value("place"_L1)),
            .window = json.value("window"_L1).toString()};
}

} // namespace

Result<ScreenElements> screenElementsFrom(const QByteArray &line)
{
    const Result<QJsonObject> told = parseJsonObject(line);
    if (!told || !told->value("elements"_L1).isArray())
        return fail(Errc::Unavailable, u"Nothing says what is on the screen."_s,
                    QString::fromUtf8(line.left(200)));
    ScreenElements elements{.all = {}, .silentPrograms = told->value("silent"_L1).toInt()};
    for (const QJsonValue &each : told->value("elements"_L1).toArray())
        elements.all << elementFrom(each.toObject());
    return elements;
}

QCoro::Task<Result<ScreenElements>> screenElements(const ProgramSandbox &sandbox,
                                                   const Clock &clock, std::stop_token stop)
{
    const SandboxedCommand command = sightCommand(sandbox, QStringList(u"elements"_s));
    const QByteArray nothing;
    const Result<QByteArray> line = co_await askSight(command, nothing, clock, stop);
    if (!line)
        co_return fail(line.error());
    co_return screenElementsFrom(*line);
}

} // namespace pilothouse
