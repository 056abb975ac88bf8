#include "support/json_schema.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUuid>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == "integer"_L1)
        return value.isDouble() && value.toDouble() == std::floor(value.toDouble());
    return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray()) ||
           (type == "string"_L1 && value.isString()) || (type == "number"_L1 && value.isDouble()) ||
           (type == "boolean"_L1 && value.isBool()) || (type == "null"_L1 && value.isNull());
}

bool isOfFormat(const QString &text, const QString &format)
{
    if (format == "date-time"_L1)
        return QDateTime::fromString(text, Qt::ISODateWithMs).isValid();
    return format == "uuid"_L1 && !QUuid::fromString(text).isNull();
}

/// One value and its place, held against one schema.
class Check
{
public:
    Check(const QJsonObject &document, QJsonValue value, QString place)
        : m_document(document), m_value(std::move(value)), m_place(std::move(place))
    {
    }

    QStringList against(const QJsonObject &schema)
    {
        for (auto rule = schema.begin(); rule != schema.end(); ++rule)
            hold(rule.key(), rule.value(), schema);
        return m_problems;
    }

private:
    void complain(const QString &problem) { m_problems.append(m_place + u": "_s + problem); }

    void require(bool holds, const QString &problem)
    {
        if (!holds)
            complain(problem);
    }

    void hold(const QString &keyword, const QJsonValue &rule, const QJsonObject &schema)
    {
        static const QStringList silent{u"description"_s, u"default"_s,
                                        u"examples"_s,    u"additionalProperties"_s,
                                        u"required"_s,    u"discriminator"_s};
        if (keyword == "$ref"_L1)
            m_problems += schemaProblems(m_document, target(rule.toString()), m_value, m_place);
        else if (keyword == "oneOf"_L1)
            holdOneOf(rule.toArray());
        else if (keyword == "properties"_L1)
            holdProperties(rule.toObject(), schema);
        else if (keyword == "items"_L1)
            holdItems(rule.toObject());
        else if (!silent.contains(keyword))
            holdPlain(keyword, rule);
    }

    void holdPlain(const QString &keyword, const QJsonValue &rule)
    {
        const double number = m_value.toDouble();
        const qsizetype length = m_value.toString().size();
        if (keyword == "type"_L1)
            holdType(rule);
        else if (keyword == "enum"_L1)
            require(rule.toArray().contains(m_value), u"not one of the values"_s);
        else if (keyword == "const"_L1)
            require(rule == m_value, u"not the value"_s);
        else if (keyword == "minimum"_L1)
            require(number >= rule.toDouble(), u"too small"_s);
        else if (keyword == "maximum"_L1)
            require(number <= rule.toDouble(), u"too large"_s);
        else if (keyword == "minLength"_L1 || keyword == "minItems"_L1)
            require(length + m_value.toArray().size() >= rule.toInt(), u"too short"_s);
        else if (keyword == "maxLength"_L1 || keyword == "maxItems"_L1)
            require(length + m_value.toArray().size() <= rule.toInt(), u"too long"_s);
        else if (keyword == "format"_L1)
            require(!m_value.isString() || isOfFormat(m_value.toString(), rule.toString()),
                    u"not of its format"_s);
        else
            complain(u"the schema has a keyword that is not known here: "_s + keyword);
    }

    void holdType(const QJsonValue &rule)
    {
        const QJsonArray types = rule.isArray() ? rule.toArray() : QJsonArray{rule};
        const bool holds = std::any_of(types.begin(), types.end(), [this](const QJsonValue &type) {
            return isOfType(m_value, type.toString());
        });
        require(holds, u"not of its type"_s);
    }

    void holdOneOf(const QJsonArray &schemas)
    {
        QStringList reasons;
        int count = 0;
        for (const QJsonValue &schema : schemas) {
            const QStringList found =
                schemaProblems(m_document, schema.toObject(), m_value, m_place);
            count += found.isEmpty() ? 1 : 0;
            if (!found.join(u' ').contains(".type: not the value"_L1)) // the one that was meant
                reasons += found;
        }
        if (count != 1)
            complain(u"fits %1 of the schemas: "_s.arg(count) + reasons.join(u"; "_s));
    }

    void holdProperties(const QJsonObject &properties, const QJsonObject &schema)
    {
        const QJsonObject object = m_value.toObject();
        for (const QJsonValue &name : schema.value("required"_L1).toArray())
            require(object.contains(name.toString()), u"misses "_s + name.toString());
        for (auto field = object.begin(); field != object.end(); ++field) {
            const QString place = m_place + u'.' + field.key();
            if (properties.contains(field.key()))
                m_problems += schemaProblems(m_document, properties.value(field.key()).toObject(),
                                             field.value(), place);
            else if (!schema.contains("additionalProperties"_L1))
                m_problems.append(place + u": nobody described it"_s);
        }
    }

    void holdItems(const QJsonObject &schema)
    {
        const QJsonArray items = m_value.toArray();
        for (qsizetype i = 0; i < items.size(); ++i)
            m_problems += schemaProblems(m_document, schema, items.at(i),
                                         m_place + u'[' + QString::number(i) + u']');
    }

    QJsonObject target(const QString &reference) const
    {
        QJsonValue found = m_document;
        for (const QString &key : reference.split(u'/').mid(1))
            found = found.toObject().value(key);
        return found.toObject();
    }

    const QJsonObject &m_document;
    const QJsonValue m_value;
    const QString m_place;
    QStringList m_problems;
};

} // namespace

QStringList schemaProblems(const QJsonObject &document, const QJsonObject &schema,
                           const QJsonValue &value, const QString &place)
{
    return Check(document, value, place).against(schema);
}

} // namespace pilothouse
