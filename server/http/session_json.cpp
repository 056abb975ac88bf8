#include "http/session_json.h"

#include "core/clock.h"
#include "core/json.h"

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const ToolResult &result)
{
    const QJsonValue text(result.text);
    QJsonArray pictures;
    for (const ImageRef &image : result.images)
        pictures.append(QString(u"/blobs/"_s + image.blob.value));
    return compactJson(QJsonObject{{u"type"_s, u"tool_result"_s},
                                   {u"tool_id"_s, result.toolUseId},
                                   {u"output"_s, result.isError ? QJsonValue() : text},
                                   {u"error"_s, result.isError ? text : QJsonValue()},
                                   {u"images"_s, pictures}});
}

} // namespace

QJsonObject sessionJson(const SessionRecord &session)
{
    const SessionOptions &options = session.options;
    return {{u"id"_s, session.id.value},
            {u"created_at"_s, isoTime(session.createdAt)},
            {u"status"_s, name(session.status)},
            {u"store_screenshots"_s, options.storeScreenshots},
            {u"screenshot_scale"_s, options.screenshotScale},
            {u"screenshot_quality"_s, options.screenshotQuality},
            {u"updated_at"_s, isoTime(session.updatedAt)},
            {u"title"_s, options.title},
            {u"model"_s, options.model},
            {u"provider"_s, options.provider},
            {u"tool_dialect"_s, options.dialect},
            {u"tools"_s, QJsonArray::fromStringList(options.tools)},
            {u"approval"_s, name(options.approval)},
            {u"width"_s, options.displaySize.width()},
            {u"height"_s, options.displaySize.height()},
            {u"max_steps"_s, options.budget.maxSteps},
            {u"max_cost_usd"_s, options.budget.maxCostUsd},
            {u"usage"_s, toJson(session.usage)},
            {u"cost_usd"_s, std::isfinite(session.costUsd) ? session.costUsd : 0},
            {u"control"_s, u"agent"_s},
            {u"last_seq"_s, session.lastSeq}};
}

std::optional<QJsonObject> messageJson(const Event &event)
{
    QByteArray content;
    if (const auto *message = std::get_if<UserMessage>(&event.body))
        content = compactJson(QJsonObject{
            {u"type"_s, u"text"_s}, {u"text"_s, message->text}, {u"role"_s, u"user"_s}});
    else if (const auto *block = std::get_if<ModelBlock>(&event.body))
        content = block->raw;
    else if (const auto *result = std::get_if<ToolResult>(&event.body))
        content = contentOf(*result);
    else
        return std::nullopt;
    return QJsonObject{{u"id"_s, event.seq},
                       {u"session_id"_s, event.session.value},
                       {u"content"_s, QString::fromUtf8(content)},
                       {u"created_at"_s, isoTime(event.at)}};
}

} // namespace pilothouse
