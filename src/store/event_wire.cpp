#include "store/event_json.h"

#include "core/clock.h"
#include "core/json.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The block's own text. White space around tokens may hold line ends, which would break the frame
// of one line; strings cannot (JSON escapes them). Text that is no JSON goes out as a string.
QByteArray blockContent(const ModelBlock &block)
{
    if (!parseJsonObject(block.raw))
        return jsonString(QString::fromUtf8(block.raw));
    QByteArray line = block.raw;
    return line.replace('\n', ' ').replace('\r', ' ');
}

// The first three keys are what clients of the original server know.
void completeToolResult(const ToolResult &result, QJsonObject &content)
{
    const QJsonValue text(result.text);
    content.insert("tool_id"_L1, result.toolUseId);
    content.insert("output"_L1, result.isError ? QJsonValue() : text);
    content.insert("error"_L1, result.isError ? text : QJsonValue());
    QJsonArray images;
    for (const QJsonValue &value : content.value("images"_L1).toArray()) {
        QJsonObject image = value.toObject();
        image.insert("url"_L1, QString(u"/blobs/"_s + image.value("blob"_L1).toString()));
        images.append(image);
    }
    content.insert("images"_L1, images);
}

QByteArray wireContent(const EventBody &body)
{
    if (const auto *block = std::get_if<ModelBlock>(&body))
        return blockContent(*block);
    QJsonObject content = bodyObject(body);
    if (const auto *result = std::get_if<ToolResult>(&body))
        completeToolResult(*result, content);
    if (std::holds_alternative<RunStarted>(body))
        content.insert("status"_L1, name(SessionStatus::Running));
    const auto *end = std::get_if<RunEnded>(&body);
    if (end && end->outcome == RunOutcome::Error)
        content.insert("error"_L1, end->message);
    return compactJson(content);
}

} // namespace

QByteArray wireJson(const Event &event)
{
    return "{\"type\":" + jsonString(wireType(event.body)) +
           ",\"content\":" + wireContent(event.body) +
           ",\"timestamp\":" + jsonString(isoTime(event.at)) +
           ",\"seq\":" + QByteArray::number(event.seq) +
           ",\"session_id\":" + jsonString(event.session.value) + '}';
}

} // namespace pilothouse
