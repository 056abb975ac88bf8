#include "model/anthropic/messages_assembler.h"

#include "core/json.h"
#include "model/anthropic/endpoint.h"
#include "model/http/server_error.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject decoded(const RawObject &object)
{
    return parseJsonObject(object.text()).value_or(QJsonObject());
}

// Members that are enough to tell an error by; a delta may be large.
QJsonObject decodedHead(const RawObject &event)
{
    return event.string("type").isEmpty() || event.contains("error") ||
                   event.string("type") == "error"_L1
               ? decoded(event)
               : QJsonObject{{u"type"_s, event.string("type")}};
}

// Such as some servers send to keep a connection open.
bool isEmptyDelta(const RawObject &delta)
{
    for (const char *key : {"text", "thinking", "partial_json"})
        if (delta.raw(key) == "\"\"")
            return true;
    return false;
}

ApiFailure otherDialect()
{
    return {.error = {Errc::InvalidArgument,
                      u"The model server answers in the dialect of /v1/chat/completions, not of "
                      "/v1/messages: choose one that speaks it, or LiteLLM in front of it."_s}};
}

tl::unexpected<ApiFailure> broken(const QString &what, const QString &detail = {})
{
    return tl::unexpected(brokenStream(what, detail));
}

std::optional<ModelProgress> progressOf(const RawObject &delta)
{
    const QString kind = delta.string("type");
    if (kind == "text_delta"_L1)
        return TextDelta{wellFormed(delta.string("text"))};
    if (kind == "thinking_delta"_L1)
        return ThinkingDelta{wellFormed(delta.string("thinking"))};
    return std::nullopt;
}

} // namespace

MessagesAssembler::MessagesAssembler(ToolDialect dialect, ModelInfo model)
    : m_dialect(dialect), m_model(std::move(model))
{
}

ApiResult<std::optional<ModelProgress>> MessagesAssembler::accept(const SseFrame &frame,
                                                                  const QDateTime &now)
{
    if (isComplete() || frame.event == "ping" || frame.data.isEmpty())
        return std::nullopt;
    if (frame.data == "[DONE]") { // of OpenAI's dialect; some gateways close every stream with it
        m_stage = isEnding() ? Stage::Complete : m_stage;
        return std::nullopt;
    }
    m_size += frame.data.size();
    if (m_size > kLargestReply)
        return broken(u"The reply is larger than %1 bytes"_s.arg(kLargestReply));
    const auto event = RawObject::parse(frame.data);
    if (frame.event == "error" || (event && isErrorReport(decodedHead(*event))))
        return tl::unexpected(
            failureOf({.status = 200, .body = frame.data, .keyName = kAnthropicKey}, now));
    if (event && event->contains("choices"))
        return tl::unexpected(otherDialect());
    if (!event)
        return broken(u"The server sent an event that is no JSON"_s, event.error().message);
    if (event->contains("content")) { // a message instead of a stream
        if (auto done = acceptWhole(*event); !done)
            return tl::unexpected(done.error());
        return std::nullopt;
    }
    return dispatch(event->string("type"), *event);
}

ApiResult<std::optional<ModelProgress>> MessagesAssembler::dispatch(const QString &type,
                                                                    const RawObject &event)
{
    if (type == "ping"_L1)
        return std::nullopt;
    const bool ofMessage = type.startsWith("content_block_"_L1) || type == "message_delta"_L1 ||
                           type == "message_stop"_L1;
    if (ofMessage && m_stage == Stage::Waiting)
        return broken(u"The server sent %1 before message_start"_s.arg(type));

    if (type == "content_block_delta"_L1)
        return acceptDelta(event);
    m_parts += ofMessage || type == "message_start"_L1 ? 1 : 0;
    ApiResult<> done;
    if (type == "message_start"_L1)
        done = startMessage(event.object("message"));
    else if (type == "content_block_start"_L1)
        done = startBlock(event);
    else if (type == "content_block_stop"_L1)
        stopBlock(event.raw("index").toInt());
    else if (type == "message_delta"_L1)
        changeMessage(event);
    else if (type == "message_stop"_L1)
        m_stage = Stage::Complete;
    if (!done)
        return tl::unexpected(done.error());
    return std::nullopt;
}

ApiResult<> MessagesAssembler::startMessage(const RawObject &message)
{
    if (std::exchange(m_stage, Stage::Started) != Stage::Waiting)
        return broken(u"The server started a second message in one reply"_s);
    m_reply.id = message.string("id");
    m_reply.model = message.string("model");
    m_reply.stopReason = message.string("stop_reason");
    m_usage.read(decoded(message.object("usage")));
    return {};
}

ApiResult<> MessagesAssembler::startBlock(const RawObject &event)
{
    const int index = event.raw("index").toInt();
    const RawObject start = event.object("content_block");
    if (start.string("type").isEmpty())
        return broken(u"The server started a block without a type"_s);
    openBlock(index, start);
    return {};
}

// Some servers use an index again, and some do not stop the block before: order of arrival holds.
void MessagesAssembler::openBlock(int index, const RawObject &start)
{
    stopBlock(index);
    m_open.insert({index, OpenBlock{.place = m_places++, .builder = BlockBuilder(start)}});
}

ApiResult<std::optional<ModelProgress>> MessagesAssembler::acceptDelta(const RawObject &event)
{
    const auto block = m_open.find(event.raw("index").toInt());
    if (block == m_open.end())
        return broken(u"The server sent a delta for a block that is not open"_s);
    const RawObject delta = event.object("delta");
    if (const auto taken = block->second.builder.accept(delta); !taken)
        return tl::unexpected(taken.error());
    m_parts += isEmptyDelta(delta) ? 0 : 1;
    return progressOf(delta);
}

void MessagesAssembler::stopBlock(int index)
{
    const auto open = m_open.find(index);
    if (open == m_open.end())
        return;
    const int place = open->second.place;
    ReplyBlock block = open->second.builder.finish(m_dialect);
    m_open.erase(open);
    // The API refuses empty text blocks when they come back; dropped here, once, so that what was
    // sent never changes. Empty thinking blocks carry a signature and stay.
    const bool empty = block.type == "text"_L1 && block.text.trimmed().isEmpty();
    if (!empty)
        m_done.insert({place, std::move(block)});
}

void MessagesAssembler::changeMessage(const RawObject &event)
{
    const QJsonObject delta = decoded(event.object("delta"));
    if (const QString reason = delta.value("stop_reason"_L1).toString(); !reason.isEmpty())
        m_reply.stopReason = reason;
    if (!m_reply.stopReason.isEmpty())
        m_stage = Stage::Ending;
    const QJsonObject details = delta.value("stop_details"_L1).toObject();
    QStringList parts{details.value("explanation"_L1).toString()};
    if (const QString category = details.value("category"_L1).toString(); !category.isEmpty())
        parts += u"Category: %1."_s.arg(category);
    if (const QString other = details.value("recommended_model"_L1).toString(); !other.isEmpty())
        parts += u"Recommended model: %1."_s.arg(other);
    parts.removeAll(QString());
    if (!parts.isEmpty())
        m_reply.stopExplanation = parts.join(u' ');
    m_usage.read(decoded(event.object("usage")));
}

// Each block is whole as it starts. Its text may be printed anew: what is signed over exact bytes
// comes from the API alone, which streams.
ApiResult<> MessagesAssembler::acceptWhole(const RawObject &message)
{
    if (auto started = startMessage(message); !started)
        return started;
    const QJsonValue said = decoded(message).value("content"_L1);
    QJsonArray content = said.toArray();
    if (const QString text = said.toString(); !text.isEmpty())
        content.append(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, text}});
    for (const QJsonValue &block : std::as_const(content))
        if (const auto start = RawObject::parse(compactJson(block.toObject())))
            openBlock(m_places, *start);
    m_stage = Stage::Complete;
    return {};
}

ApiResult<ModelReply> MessagesAssembler::finish()
{
    if (!isEnding())
        return broken(u"The reply broke off before its end"_s);
    while (!m_open.empty()) // servers exist that leave the stop out
        stopBlock(m_open.begin()->first);
    for (auto &[place, block] : m_done)
        m_reply.blocks += std::move(block);
    for (const Usage &pass : m_usage.passes()) {
        m_reply.usage += pass;
        m_reply.costUsd += m_model.cost(pass);
    }
    return std::move(m_reply);
}

} // namespace pilothouse
