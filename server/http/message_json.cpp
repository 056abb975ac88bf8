#include "http/message_json.h"

#include "core/clock.h"
#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const UserMessage &message, const Screenshots &screenshots)
{
    QJsonObject content{{u"type"_s, u"text"_s}, {u"text"_s, message.text}, {u"role"_s, u"user"_s}};
    QJsonArray pictures;
    for (const ImageRef &image : message.images)
        if (screenshots.contains(image.blob))
            pictures.append(QString(u"/blobs/"_s + image.blob.value));
    if (!pictures.isEmpty())
        content.insert("images"_L1, pictures);
    return compactJson(content);
}

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

std::optional<QJsonObject> messageJson(const Event &event, const Screenshots &screenshots)
{
    QByteArray content;
    if (const auto *message = std::get_if<UserMessage>(&event.body))
        content = contentOf(*message, screenshots);
    else if (const auto *block = std::get_if<ModelBlock>(&event.body))
        content = block->raw;
    else if (const auto *reply = std::get_if<ReplyStopped>(&event.body))
        content = compactJson(
            QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, reply->text}, {u"stopped"_s, true}});
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
