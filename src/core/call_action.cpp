#include "core/call_action.h"

#include "core/visible.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNone = std::numeric_limits<int>::min();
constexpr int kLargest = 1 << 20; // of all pictures

// The `count` whole numbers of an array; empty: it is something else.
QList<int> numbers(const QJsonValue &value, qsizetype count)
{
    QList<int> found;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &number : array)
        if (number.isDouble() && number.toInt(kNone) != kNone)
            found.append(number.toInt());
    return found.size() == count && array.size() == count ? found : QList<int>();
}

std::optional<QPoint> point(const QJsonValue &value)
{
    const QList<int> place = numbers(value, 2);
    return place.isEmpty() ? std::nullopt : std::optional(QPoint(place[0], place[1]));
}

std::optional<QRect> region(const QJsonValue &value)
{
    const QList<int> edges = numbers(value, 4);
    const auto isOnAPicture = [](int edge) { return edge >= 0 && edge < kLargest; };
    if (edges.isEmpty() || !std::ranges::all_of(edges, isOnAPicture))
        return std::nullopt;
    return QRect(QPoint(edges[0], edges[1]), QSize(edges[2] - edges[0], edges[3] - edges[1]));
}

QJsonArray array(const QPoint &point)
{
    return {point.x(), point.y()};
}

QJsonArray array(const QRect &region)
{
    return {region.x(), region.y(), region.x() + region.width(), region.y() + region.height()};
}

} // namespace

QJsonObject toJson(const CallAction &action)
{
    QJsonObject json{{u"kind"_s, action.kind}};
    const auto addText = [&json](const QString &name, const QString &text) {
        if (!text.isEmpty())
            json.insert(name, text);
    };
    const auto addNumber = [&json](const QString &name, double number, double usual) {
        if (number != usual)
            json.insert(name, number);
    };
    if (action.coordinate)
        json.insert(u"coordinate"_s, array(*action.coordinate));
    if (action.startCoordinate)
        json.insert(u"start_coordinate"_s, array(*action.startCoordinate));
    if (action.region)
        json.insert(u"region"_s, array(*action.region));
    addText(u"role"_s, action.role);
    addText(u"name"_s, action.name);
    addText(u"keys"_s, action.keys);
    addNumber(u"key_count"_s, action.keyCount, 0);
    addText(u"scroll_direction"_s, action.direction);
    addNumber(u"scroll_amount"_s, action.amount, 0);
    addNumber(u"duration"_s, action.seconds, 0);
    addNumber(u"repeat"_s, action.repeat, 1);
    if (action.textLength)
        json.insert(u"text_length"_s, *action.textLength);
    if (!action.secrets.isEmpty())
        json.insert(u"secrets"_s, QJsonArray::fromStringList(action.secrets));
    addText(u"command"_s, action.command);
    addText(u"path"_s, action.path);
    return json;
}

CallAction callActionFromJson(const QJsonObject &json)
{
    CallAction action{.kind = json["kind"_L1].toString(),
                      .coordinate = point(json["coordinate"_L1]),
                      .startCoordinate = point(json["start_coordinate"_L1]),
                      .region = region(json["region"_L1]),
                      .role = json["role"_L1].toString(),
                      .name = json["name"_L1].toString(),
                      .keys = json["keys"_L1].toString(),
                      .keyCount = json["key_count"_L1].toInt(),
                      .direction = json["scroll_direction"_L1].toString(),
                      .amount = json["scroll_amount"_L1].toDouble(),
                      .seconds = json["duration"_L1].toDouble(),
                      .repeat = json["repeat"_L1].toInt(1),
                      .command = json["command"_L1].toString(),
                      .path = json["path"_L1].toString()};
    for (const QJsonValue &name : json["secrets"_L1].toArray())
        action.secrets.append(name.toString());
    if (const QJsonValue length = json["text_length"_L1]; length.isDouble())
        action.textLength = length.toInteger();
    return action;
}

QJsonArray toJson(const QList<SafetyCheck> &checks)
{
    QJsonArray json;
    for (const SafetyCheck &check : checks)
        json.append(QJsonObject{
            {u"code"_s, check.code}, {u"id"_s, check.id}, {u"message"_s, check.message}});
    return json;
}

QList<SafetyCheck> safetyChecksFromJson(const QJsonArray &json)
{
    QList<SafetyCheck> checks;
    for (const QJsonValue &check : json)
        checks.append({.id = check["id"_L1].toString(),
                       .code = check["code"_L1].toString(),
                       .message = check["message"_L1].toString()});
    return checks;
}

QString words(const SafetyCheck &check)
{
    if (check.message.isEmpty())
        return visibleLine(check.code.isEmpty() ? check.id : check.code);
    return visibleLine(check.code.isEmpty() ? check.message
                                            : u"%1 (%2)"_s.arg(check.message, check.code));
}

} // namespace pilothouse
