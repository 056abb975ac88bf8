#include "http/session_json.h"

#include "core/clock.h"
#include "core/json.h"
#include "core/json_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const ToolResult &result, const Screenshots &screenshots)
{
    const QJsonValue text(result.text);
    QJsonArray pictures;
    QJsonObject content{{u"type"_s, u"tool_result"_s},
                        {u"tool_id"_s, result.toolUseId},
                        {u"output"_s, result.isError ? QJsonValue() : text},
                        {u"error"_s, result.isError ? text : QJsonValue()}};
    for (const ImageRef &image : result.images) {
        const auto jpeg = screenshots.constFind(image.blob);
        if (jpeg == screenshots.constEnd())
            continue; // not stored, or no longer
        pictures.append(QString(u"/blobs/"_s + image.blob.value));
        if (!jpeg->isEmpty())
            content.insert("screenshot"_L1, QString::fromLatin1(jpeg->toBase64()));
    }
    content.insert("images"_L1, pictures);
    return compactJson(content);
}

} // namespace

QByteArray sessionJson(const SessionRecord &session, bool personSteers)
{
    const SessionOptions &options = session.options;
    const Usage &usage = session.usage;
    const QByteArray tokens = JsonText()
                                  .add("input", usage.input)
                                  .add("output", usage.output)
                                  .add("cache_read", usage.cacheRead)
                                  .add("cache_write_5m", usage.cacheWrite5m)
                                  .add("cache_write_1h", usage.cacheWrite1h)
                                  .end();
    return JsonText()
        .add("id", session.id.value)
        .add("created_at", isoTime(session.createdAt))
        .add("status", name(session.status))
        .add("store_screenshots", options.storeScreenshots)
        .add("screenshot_scale", options.screenshotScale)
        .add("screenshot_quality", options.screenshotQuality)
        .add("updated_at", isoTime(session.updatedAt))
        .add("title", options.title)
        .add("model", options.model)
        .add("provider", options.provider)
        .add("tool_dialect", options.dialect)
        .addRaw("tools", jsonStrings(options.tools))
        .add("approval", name(options.approval))
        .add("width", options.displaySize.width())
        .add("height", options.displaySize.height())
        .add("max_steps", options.budget.maxSteps)
        .add("max_cost_usd", options.budget.maxCostUsd)
        .addRaw("usage", tokens)
        .add("cost_usd", session.costUsd)
        .add("control", personSteers ? u"person"_s : u"agent"_s)
        .add("last_seq", session.lastSeq)
        .end();
}

std::optional<QJsonObject> messageJson(const Event &event, const Screenshots &screenshots)
{
    QByteArray content;
    if (const auto *message = std::get_if<UserMessage>(&event.body))
        content = compactJson(QJsonObject{
            {u"type"_s, u"text"_s}, {u"text"_s, message->text}, {u"role"_s, u"user"_s}});
    else if (const auto *block = std::get_if<ModelBlock>(&event.body))
        content = block->raw;
    else if (const auto *result = std::get_if<ToolResult>(&event.body))
        content = contentOf(*result, screenshots);
    else
        return std::nullopt;
    return QJsonObject{{u"id"_s, event.seq},
                       {u"session_id"_s, event.session.value},
                       {u"content"_s, QString::fromUtf8(content)},
                       {u"created_at"_s, isoTime(event.at)}};
}

} // namespace pilothouse
