#include "model/responses/function_tools.h"

#include "core/json.h"
#include "model/dialect.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject orNull(QJsonObject schema)
{
    schema.insert(u"type"_s, QJsonArray{schema.value("type"_L1), u"null"_s});
    if (schema.contains("enum"_L1)) {
        QJsonArray values = schema.value("enum"_L1).toArray();
        values.append(QJsonValue::Null);
        schema.insert(u"enum"_s, values);
    }
    return schema;
}

QJsonObject strictSchema(QJsonObject schema)
{
    QJsonObject properties = schema.value("properties"_L1).toObject();
    const QJsonArray required = schema.value("required"_L1).toArray();
    QJsonArray all;
    for (const QString &name : properties.keys()) {
        if (!required.contains(name))
            properties.insert(name, orNull(properties.value(name).toObject()));
        all.append(name);
    }
    schema.insert(u"properties"_s, properties);
    schema.insert(u"required"_s, all);
    schema.insert(u"additionalProperties"_s, false);
    return schema;
}

QJsonObject functionTool(const QJsonObject &tool)
{
    return {{u"type"_s, u"function"_s},
            {u"name"_s, tool.value("name"_L1)},
            {u"description"_s, tool.value("description"_L1)},
            {u"parameters"_s, strictSchema(tool.value("input_schema"_L1).toObject())},
            {u"strict"_s, true}};
}

} // namespace

QByteArray functionTools(const ModelRequest &request)
{
    const QByteArray declared =
        toolDeclarations(ToolDialect::Custom, request.pictureSize, request.tools);
    QJsonArray tools;
    for (const QJsonValue &tool : QJsonDocument::fromJson(declared).array()) {
        const bool isTheirs =
            request.dialect == ToolDialect::OpenAiComputer && tool["name"_L1] == "computer"_L1;
        tools.append(isTheirs ? QJsonObject{{u"type"_s, u"computer"_s}}
                              : functionTool(tool.toObject()));
    }
    return compactJson(tools);
}

} // namespace pilothouse
