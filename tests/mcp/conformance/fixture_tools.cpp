#include "fixture_tools.h"

#include "core/wait.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

const char *const kFixturePicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDw"
    "ADhgGAWjR9awAAAABJRU5ErkJggg==";

namespace {

const QString kSound = u"UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="_s;

const char *const kSchema = R"({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {"address": {"$anchor": "addressDef", "type": "object",
        "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
    "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
        "contactMethod": {"type": "string", "enum": ["phone", "email"]},
        "phone": {"type": "string"}, "email": {"type": "string"}},
    "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
    "then": {"required": ["phone"]}, "else": {"required": ["email"]},
    "additionalProperties": false})";

QJsonObject picture()
{
    return {{u"type"_s, u"image"_s},
            {u"data"_s, QString::fromLatin1(kFixturePicture)},
            {u"mimeType"_s, u"image/png"_s}};
}

QJsonObject embedded(const QString &type)
{
    const QJsonObject resource{{u"uri"_s, u"test://embedded-resource"_s},
                               {u"mimeType"_s, type},
                               {u"text"_s, u"{\"test\":\"data\",\"value\":123}"_s}};
    return {{u"type"_s, u"resource"_s}, {u"resource"_s, resource}};
}

QCoro::Task<McpToolReply> tellContent(QJsonArray content)
{
    co_return McpToolReply{.content = content};
}

QCoro::Task<McpToolReply> failAlways(McpToolCall, std::stop_token)
{
    co_return mcpFailure(u"This tool intentionally returns an error for testing"_s);
}

QCoro::Task<McpToolReply> tellProgress(McpToolCall call, std::stop_token stop)
{
    for (const QString &step : {u"0"_s, u"50"_s, u"100"_s}) {
        call.progress(step);
        co_await sleepFor(systemClock(), std::chrono::milliseconds(50), stop);
    }
    co_return mcpText(u"Done"_s);
}

McpTool telling(const QString &name, const QJsonArray &content, const QJsonObject &schema = {})
{
    return fixtureTool(
        name, [content](McpToolCall, std::stop_token) { return tellContent(content); }, schema);
}

QCoro::Task<Result<QJsonArray>> readFixture(QString uri, std::stop_token)
{
    QJsonObject read{{u"uri"_s, uri}, {u"mimeType"_s, u"text/plain"_s}};
    const QString id = uri.section(u'/', 3, 3);
    if (uri == "test://static-binary"_L1) {
        read.insert(u"mimeType"_s, u"image/png"_s);
        read.insert(u"blob"_s, QString::fromLatin1(kFixturePicture));
    } else if (uri == "test://template/%1/data"_L1.arg(id)) {
        read.insert(u"mimeType"_s, u"application/json"_s);
        read.insert(u"text"_s, u"{\"id\":\"%1\",\"data\":\"Data for ID: %1\"}"_s.arg(id));
    } else if (uri == "test://static-text"_L1 || uri == "test://watched-resource"_L1) {
        read.insert(u"text"_s, u"This is the content of the static text resource."_s);
    } else {
        co_return fail(Errc::NotFound, u"Resource not found"_s);
    }
    QJsonArray contents;
    contents.append(read);
    co_return contents;
}

QJsonArray listedFixtures()
{
    QJsonArray list;
    for (const QString &name : {u"static-text"_s, u"static-binary"_s, u"watched-resource"_s})
        list.append(QJsonObject{{u"uri"_s, QString(u"test://"_s + name)}, {u"name"_s, name}});
    return list;
}

} // namespace

McpTool fixtureTool(const QString &name, decltype(McpTool::run) run, const QJsonObject &schema)
{
    QJsonObject taken = schema;
    taken.insert(u"type"_s, u"object"_s);
    return {{{u"name"_s, name}, {u"description"_s, name}, {u"inputSchema"_s, taken}},
            std::move(run)};
}

QJsonObject fixtureArguments(const QStringList &names)
{
    QJsonObject properties;
    for (const QString &name : names)
        properties.insert(name, QJsonObject{{u"type"_s, u"string"_s}});
    return {{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
}

QJsonObject fixtureForm(const QString &message, const QStringList &fields)
{
    QJsonObject schema = fixtureArguments(fields);
    schema.insert(u"required"_s, QJsonArray::fromStringList(fields));
    return {{u"mode"_s, u"form"_s}, {u"message"_s, message}, {u"requestedSchema"_s, schema}};
}

QJsonObject fixtureJson(const char *text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    Q_ASSERT(document.isObject());
    return document.object();
}

McpTools tellingFixtures()
{
    const QJsonObject sound{
        {u"type"_s, u"audio"_s}, {u"data"_s, kSound}, {u"mimeType"_s, u"audio/wav"_s}};
    const QJsonObject text = mcpTextBlock(u"This is a simple text response for testing."_s);
    return {telling(u"test_simple_text"_s, {text}),
            telling(u"test_image_content"_s, {picture()}),
            telling(u"test_audio_content"_s, {sound}),
            telling(u"test_embedded_resource"_s, {embedded(u"text/plain"_s)}),
            telling(u"test_multiple_content_types"_s,
                    {text, picture(), embedded(u"application/json"_s)}),
            telling(u"json_schema_2020_12_tool"_s, {text}, fixtureJson(kSchema)),
            fixtureTool(u"test_error_handling"_s, failAlways),
            fixtureTool(u"test_tool_with_progress"_s, tellProgress)};
}

McpResources fixtureResources()
{
    const QJsonObject data{{u"uriTemplate"_s, u"test://template/{id}/data"_s},
                           {u"name"_s, u"data"_s}};
    return {.list = listedFixtures,
            .templates = {data},
            .read = readFixture,
            .isWatched = [](const QString &uri) { return uri == "test://watched-resource"_L1; },
            .watch = [](ChangeNotices &) {}};
}

} // namespace pilothouse
