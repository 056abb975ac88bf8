#include "store/event_json.h"

#include "core/json.h"

#include <QJsonArray>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// JSON has neither infinity nor NaN: Qt would write null, which no reader of ours accepts.
double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

// One overload for each event: its fields under the names they are stored by.
struct Fields
{
    QJsonObject operator()(const UserMessage &e) const
    {
        return {{u"text"_s, e.text}, {u"note"_s, e.note}};
    }
    QJsonObject operator()(const RunStarted &e) const
    {
        return {{u"run"_s, e.run.value},
                {u"provider"_s, e.provider},
                {u"model"_s, e.model},
                {u"dialect"_s, e.dialect}};
    }
    QJsonObject operator()(const ModelBlock &e) const { return {{u"run"_s, e.run.value}}; }
    QJsonObject operator()(const TurnEnded &e) const
    {
        return {{u"run"_s, e.run.value},
                {u"model"_s, e.model},
                {u"message_id"_s, e.messageId},
                {u"request_id"_s, e.requestId},
                {u"stop_reason"_s, e.stopReason},
                {u"usage"_s, toJson(e.usage)},
                {u"cost_usd"_s, finite(e.costUsd)},
                {u"duration_ms"_s, e.durationMs}};
    }
    QJsonObject operator()(const ToolStarted &e) const
    {
        return {{u"run"_s, e.run.value},
                {u"tool_use_id"_s, e.toolUseId},
                {u"tool"_s, e.tool},
                {u"summary"_s, e.summary}};
    }
    QJsonObject operator()(const ImageRef &image) const
    {
        return {{u"blob"_s, image.blob.value},
                {u"media_type"_s, image.mediaType},
                {u"width"_s, image.size.width()},
                {u"height"_s, image.size.height()}};
    }
    QJsonObject operator()(const ToolResult &e) const
    {
        QJsonArray images;
        for (const ImageRef &image : e.images)
            images.append((*this)(image));
        return {{u"run"_s, e.run.value},
                {u"tool_use_id"_s, e.toolUseId},
                {u"toolset"_s, e.toolset},
                {u"text"_s, e.text},
                {u"images"_s, images},
                {u"is_error"_s, e.isError},
                {u"duration_ms"_s, e.durationMs},
                {u"details"_s, e.details}};
    }
    QJsonObject operator()(const ApprovalRequested &e) const
    {
        return {{u"run"_s, e.run.value}, {u"tool_use_id"_s, e.toolUseId},
                {u"tool"_s, e.tool},     {u"summary"_s, e.summary},
                {u"input"_s, e.input},   {u"reason"_s, e.reason}};
    }
    QJsonObject operator()(const ApprovalDecided &e) const
    {
        return {{u"tool_use_id"_s, e.toolUseId},
                {u"decision"_s, name(e.decision)},
                {u"by"_s, e.by},
                {u"note"_s, e.note},
                {u"input"_s, e.input},
                {u"remember"_s, e.remember}};
    }
    QJsonObject operator()(const StatusChanged &e) const
    {
        return {{u"status"_s, name(e.status)}, {u"reason"_s, e.reason}};
    }
    QJsonObject operator()(const ControlChanged &e) const
    {
        return {{u"holder"_s, e.holder},
                {u"name"_s, e.name},
                {u"reason"_s, e.reason},
                {u"seconds"_s, finite(e.seconds)}};
    }
    QJsonObject operator()(const ConversationSummarised &e) const
    {
        return {{u"run"_s, e.run.value}, {u"text"_s, e.text}, {u"up_to"_s, e.upTo}};
    }
    QJsonObject operator()(const RunEnded &e) const
    {
        return {{u"run"_s, e.run.value},         {u"outcome"_s, name(e.outcome)},
                {u"message"_s, e.message},       {u"steps"_s, e.steps},
                {u"usage"_s, toJson(e.usage)},   {u"cost_usd"_s, finite(e.costUsd)},
                {u"duration_ms"_s, e.durationMs}};
    }
};

} // namespace

QJsonObject bodyObject(const EventBody &body)
{
    return std::visit(Fields(), body);
}

QByteArray bodyToJson(const EventBody &body)
{
    // bodyFromJson() relies on this exact form: the block last, under a key that cannot occur in
    // the quoted run before it.
    if (const auto *block = std::get_if<ModelBlock>(&body))
        return "{\"run\":" + jsonString(block->run.value) + ",\"block\":" + block->raw + '}';
    return compactJson(bodyObject(body));
}

} // namespace pilothouse
