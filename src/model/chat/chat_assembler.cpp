#include "model/chat/chat_assembler.h"

#include "core/json.h"
#include "model/block_builder.h"
#include "model/chat/chat_endpoint.h"
#include "model/http/server_error.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<ApiFailure> cut(const QString &what, const QString &detail = {})
{
    return tl::unexpected(brokenStream(what, detail));
}

bool isOfMessages(const QJsonObject &event)
{
    const QString type = event.value("type"_L1).toString();
    return type.startsWith("message"_L1) || type.startsWith("content_block"_L1);
}

ApiFailure messagesDialect()
{
    return {.error = {Errc::InvalidArgument,
                      u"The model server answers in the dialect of /v1/messages, not of "
                      "/v1/chat/completions: give its address as ANTHROPIC_BASE_URL."_s}};
}

// A text, or the texts of a list of parts.
QString textOf(const QJsonValue &content)
{
    QString text = content.toString();
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts)
        text += part["text"_L1].toString();
    return text;
}

qint64 count(const QJsonValue &value)
{
    // Far above any true count, far below what an addition could overflow.
    return std::clamp<qint64>(value.toInteger(), 0, qint64{1} << 40);
}

QByteArray startOf(const QString &type, const QString &key, const QString &text)
{
    return compactJson(QJsonObject{{u"type"_s, type}, {key, text}});
}

} // namespace

ApiResult<std::optional<ModelProgress>> ChatAssembler::accept(const SseFrame &frame,
                                                              const QDateTime &now)
{
    if (isComplete() || frame.event == "ping" || frame.data.isEmpty())
        return std::nullopt;
    if (frame.data.trimmed() == "[DONE]") {
        m_stage = m_stage == Stage::Waiting ? m_stage : Stage::Complete;
        return std::nullopt;
    }
    m_size += frame.data.size();
    if (m_size > kLargestReply)
        return cut(u"The reply is larger than %1 bytes"_s.arg(kLargestReply));
    const auto event = parseJsonObject(frame.data);
    if (frame.event == "error" || (event && isErrorReport(*event)))
        return tl::unexpected(
            failureOf({.status = 200, .body = frame.data, .keyName = kChatKey}, now));
    if (!event)
        return cut(u"The server sent an event that is no JSON"_s, event.error().message);
    if (isOfMessages(*event))
        return tl::unexpected(messagesDialect());

    if (m_reply.id.isEmpty())
        m_reply.id = event->value("id"_L1).toString();
    if (m_reply.model.isEmpty())
        m_reply.model = event->value("model"_L1).toString();
    const QJsonObject choice = event->value("choices"_L1).toArray().at(0).toObject();
    takeUsage(event->value("usage"_L1).toObject());
    takeUsage(choice.value("usage"_L1).toObject());
    if (choice.isEmpty())
        return std::nullopt;
    return takeChoice(choice);
}

std::optional<ModelProgress> ChatAssembler::takeChoice(const QJsonObject &choice)
{
    const bool isWhole = choice.value("message"_L1).isObject();
    const QJsonObject said = choice.value(isWhole ? "message"_L1 : "delta"_L1).toObject();
    m_stage = std::max(m_stage, Stage::Started);
    const QString thought = m_reasoning.take(said);
    const QString text = textOf(said.value("content"_L1));
    const QString refusal = said.value("refusal"_L1).toString();
    m_text += text;
    m_refusal += refusal;
    QJsonArray calls = said.value("tool_calls"_L1).toArray();
    if (const QJsonObject call = said.value("function_call"_L1).toObject(); !call.isEmpty())
        calls.append(QJsonObject{{u"index"_s, 0}, {u"function"_s, call}}); // of older servers
    for (const QJsonValue &call : std::as_const(calls))
        takeCall(call.toObject());
    const bool isEmpty =
        thought.isEmpty() && text.isEmpty() && refusal.isEmpty() && calls.isEmpty();
    m_parts += isEmpty ? 0 : 1;
    if (const QString reason = choice.value("finish_reason"_L1).toString(); !reason.isEmpty()) {
        m_reply.stopReason = reason;
        m_stage = Stage::Ending;
        ++m_parts;
    }
    if (isWhole)
        m_stage = Stage::Complete;
    if (!thought.isEmpty())
        return ThinkingDelta{wellFormed(thought)};
    if (!text.isEmpty())
        return TextDelta{wellFormed(text)};
    return std::nullopt;
}

// The index says which it is; without one, an id or a name begins the next.
ChatAssembler::Call &ChatAssembler::callFor(const QJsonObject &given)
{
    const int index = given.value("index"_L1).toInt(-1);
    const QString id = given.value("id"_L1).toString();
    const bool isNamed = !given.value("function"_L1)["name"_L1].toString().isEmpty();
    if (index >= 0) {
        const auto isIt = [&](const Call &call) {
            // Some count every call as the first.
            return call.index == index && (id.isEmpty() || call.id.isEmpty() || call.id == id);
        };
        const auto found = std::find_if(m_calls.rbegin(), m_calls.rend(), isIt);
        if (found != m_calls.rend())
            return *found;
    } else if (!m_calls.isEmpty() && !isNamed && (id.isEmpty() || m_calls.last().id == id)) {
        return m_calls.last();
    }
    m_calls.append(Call{.index = index});
    return m_calls.last();
}

void ChatAssembler::takeCall(const QJsonObject &given)
{
    const QJsonObject function = given.value("function"_L1).toObject();
    Call &call = callFor(given);
    if (call.id.isEmpty())
        call.id = given.value("id"_L1).toString();
    if (call.name.isEmpty())
        call.name = function.value("name"_L1).toString();
    const QJsonValue arguments = function.value("arguments"_L1);
    call.arguments += arguments.isObject() ? QString::fromUtf8(compactJson(arguments.toObject()))
                                           : arguments.toString();
}

void ChatAssembler::takeUsage(const QJsonObject &usage)
{
    if (usage.isEmpty())
        return;
    const qint64 prompt = count(usage.value("prompt_tokens"_L1));
    const qint64 details = count(usage.value("prompt_tokens_details"_L1)["cached_tokens"_L1]);
    const qint64 other = std::max(count(usage.value("prompt_cache_hit_tokens"_L1)),
                                  count(usage.value("cached_tokens"_L1)));
    const qint64 cached = std::min(std::max(details, other), prompt);
    m_reply.usage = {.input = prompt - cached,
                     .output = count(usage.value("completion_tokens"_L1)),
                     .cacheRead = cached};
    if (const double cost = usage.value("cost"_L1).toDouble(-1); cost >= 0 && cost < 1e6)
        m_costUsd = cost;
}

ReplyBlock ChatAssembler::blockOf(const Call &call) const
{
    const QString arguments = wellFormed(call.arguments);
    const QJsonObject start{{u"type"_s, u"tool_use"_s},
                            {u"id"_s, call.id},
                            {u"name"_s, call.name},
                            {u"input"_s, arguments}};
    ReplyBlock block =
        BlockBuilder(*RawObject::parse(compactJson(start))).finish(ToolDialect::Custom);
    auto raw = RawObject::parse(block.raw);
    const bool isUsable = RawObject::parse(arguments.toUtf8()).has_value();
    if (isUsable && QString::fromUtf8(raw->raw("input")) != arguments) { // goes back as it came
        raw->set("item", startOf(u"function"_s, u"arguments"_s, arguments));
        block.raw = raw->text();
    }
    return block;
}

ApiResult<ModelReply> ChatAssembler::finish()
{
    if (!isEnding())
        return cut(u"The reply broke off before its end"_s);
    QString said;
    const QString thinking = thinkingIn(m_text, said);
    if (auto block = m_reasoning.block())
        m_reply.blocks += *std::move(block);
    if (!thinking.isEmpty())
        m_reply.blocks +=
            BlockBuilder(*RawObject::parse(startOf(u"thinking"_s, u"thinking"_s, thinking)))
                .finish(ToolDialect::Custom);
    if (!said.trimmed().isEmpty())
        m_reply.blocks += BlockBuilder(*RawObject::parse(startOf(u"text"_s, u"text"_s, said)))
                              .finish(ToolDialect::Custom);
    for (const Call &call : std::as_const(m_calls))
        if (!call.name.isEmpty() ||
            !call.arguments.isEmpty()) // some begin one and leave it at that
            m_reply.blocks += blockOf(call);
    if (!m_refusal.isEmpty()) {
        m_reply.stopReason = u"refusal"_s;
        m_reply.stopExplanation = wellFormed(m_refusal);
    }
    m_reply.costUsd = m_costUsd.value_or(m_model.cost(m_reply.usage));
    return std::move(m_reply);
}

} // namespace pilothouse
