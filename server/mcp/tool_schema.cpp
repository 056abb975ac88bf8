#include "mcp/tool_schema.h"

#include "core/json.h"

#include <QJsonArray>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString problemOf(const QString &place, const QJsonObject &schema, const QJsonValue &value);

QString textProblem(const QString &place, const QJsonObject &schema, const QString &text)
{
    const QJsonArray choices = schema.value("enum"_L1).toArray();
    if (!choices.isEmpty() && !choices.contains(text)) {
        QStringList names;
        for (const QJsonValue &choice : choices)
            names.append(choice.toString());
        return u"%1 must be one of %2."_s.arg(place, names.join(u", "_s));
    }
    if (text.size() < schema.value("minLength"_L1).toInt(0))
        return u"%1 must not be empty."_s.arg(place);
    const int longest = schema.value("maxLength"_L1).toInt(1'000'000);
    if (text.size() > longest)
        return u"%1 must not be longer than %2 characters."_s.arg(place).arg(longest);
    return {};
}

QString numberProblem(const QString &place, const QJsonObject &schema, double number)
{
    if (schema.value("type"_L1) == "integer"_L1 && std::floor(number) != number)
        return u"%1 must be a whole number."_s.arg(place);
    const QJsonValue least = schema.value("minimum"_L1);
    const QJsonValue most = schema.value("maximum"_L1);
    if (least.isDouble() && number < least.toDouble())
        return u"%1 must be at least %2."_s.arg(place).arg(least.toDouble());
    if (most.isDouble() && number > most.toDouble())
        return u"%1 must be at most %2."_s.arg(place).arg(most.toDouble());
    return {};
}

QString listProblem(const QString &place, const QJsonObject &schema, const QJsonArray &list)
{
    const int least = schema.value("minItems"_L1).toInt(0);
    const int most = schema.value("maxItems"_L1).toInt(1000);
    if (list.size() < least || list.size() > most)
        return least == most ? u"%1 must have %2 items."_s.arg(place).arg(most)
                             : u"%1 must have %2 to %3 items."_s.arg(place).arg(least).arg(most);
    const QJsonObject items = schema.value("items"_L1).toObject();
    for (qsizetype i = 0; i < list.size(); ++i)
        if (const QString problem = problemOf(u"%1[%2]"_s.arg(place).arg(i), items, list.at(i));
            !problem.isEmpty())
            return problem;
    return {};
}

QString problemOf(const QString &place, const QJsonObject &schema, const QJsonValue &value)
{
    const QString type = schema.value("type"_L1).toString();
    if (type == "string"_L1)
        return value.isString() ? textProblem(place, schema, value.toString())
                                : u"%1 must be a text."_s.arg(place);
    if (type == "integer"_L1 || type == "number"_L1)
        return value.isDouble() ? numberProblem(place, schema, value.toDouble())
                                : u"%1 must be a number."_s.arg(place);
    if (type == "boolean"_L1)
        return value.isBool() ? QString() : u"%1 must be true or false."_s.arg(place);
    if (type == "array"_L1)
        return value.isArray() ? listProblem(place, schema, value.toArray())
                               : u"%1 must be a list."_s.arg(place);
    return {};
}

} // namespace

QString argumentProblem(const QJsonObject &schema, const QJsonObject &arguments)
{
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    const QJsonArray required = schema.value("required"_L1).toArray();
    for (const QJsonValue &name : required)
        if (const QJsonValue given = arguments.value(name.toString());
            given.isUndefined() || given.isNull())
            return u"%1 is missing."_s.arg(name.toString());
    for (auto each = arguments.begin(); each != arguments.end(); ++each) {
        if (!properties.contains(each.key()))
            return u"There is no argument \"%1\"; there are: %2."_s.arg(
                wellFormed(each.key().left(60)), QStringList(properties.keys()).join(u", "_s));
        if (each.value().isNull())
            continue;
        const QString problem =
            problemOf(each.key(), properties.value(each.key()).toObject(), each.value());
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace pilothouse
