#include "openai/completion_json.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject usageJson(const Usage &usage)
{
    return {{u"prompt_tokens"_s, usage.prompt()},
            {u"completion_tokens"_s, usage.output},
            {u"total_tokens"_s, usage.total()}};
}

} // namespace

QJsonObject Completion::frame(const QString &object, const QJsonArray &choices) const
{
    return {{u"id"_s, id},
            {u"object"_s, object},
            {u"created"_s, created},
            {u"model"_s, model},
            {u"choices"_s, choices}};
}

QByteArray Completion::chunk(const QJsonObject &delta, const QJsonValue &finish) const
{
    const QJsonObject choice{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}};
    return eventLine(frame(u"chat.completion.chunk"_s, QJsonArray{choice}));
}

QJsonObject Completion::whole(const QString &text, const Usage &usage) const
{
    const QJsonObject message{
        {u"role"_s, u"assistant"_s}, {u"content"_s, text}, {u"refusal"_s, QJsonValue()}};
    const QJsonObject choice{{u"index"_s, 0},
                             {u"message"_s, message},
                             {u"logprobs"_s, QJsonValue()},
                             {u"finish_reason"_s, u"stop"_s}};
    QJsonObject json = frame(u"chat.completion"_s, QJsonArray{choice});
    json.insert(u"usage"_s, usageJson(usage));
    return json;
}

QByteArray Completion::usageChunk(const Usage &usage) const
{
    QJsonObject json = frame(u"chat.completion.chunk"_s, {});
    json.insert(u"usage"_s, usageJson(usage));
    return eventLine(json);
}

QByteArray eventLine(const QJsonObject &json)
{
    return "data: " + compactJson(json) + "\n\n";
}

} // namespace pilothouse
