#include "model/clouds/event_stream_reader.h"

#include "core/json.h"
#include "model/clouds/bedrock_errors.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isEventStream(const AnswerHead &head)
{
    return head.isSuccess() &&
           head.type.trimmed().toLower().startsWith("application/vnd.amazon.eventstream");
}

// What is inside, as the reader of text knows it.
AnswerHead innerHead(const AnswerHead &head)
{
    return isEventStream(head) ? AnswerHead{.status = head.status, .type = "text/event-stream"}
                               : head;
}

} // namespace

bool EventStreamReader::isFailure(const AnswerHead &head) const
{
    return m_text->isFailure(innerHead(head));
}

ApiResult<> EventStreamReader::read(const AnswerHead &head, const QByteArray &bytes)
{
    if (!isEventStream(head))
        return m_text->read(head, bytes);
    const auto messages = m_parser.feed(bytes);
    if (!messages)
        return tl::unexpected(brokenStream(messages.error().message));
    for (const EventStreamMessage &message : *messages)
        if (auto read = readMessage(message); !read)
            return read;
    return {};
}

ApiResult<> EventStreamReader::readMessage(const EventStreamMessage &message)
{
    const QByteArray kind = message.fields.value(":message-type");
    if (kind == "exception" || kind == "error") {
        const bool isException = kind == "exception";
        const QByteArray name =
            message.fields.value(isException ? ":exception-type" : ":error-code");
        const QByteArray words =
            isException ? message.payload : message.fields.value(":error-message");
        const ErrorAnswer answer{
            .status = 200, .body = words, .errorName = name, .kind = bedrockErrorKind(name)};
        return tl::unexpected(failureOf(answer, m_clock.now()));
    }
    if (message.fields.value(":event-type") != "chunk")
        return {}; // what may come in time
    const auto json = parseJsonObject(message.payload);
    const auto event = QByteArray::fromBase64Encoding(
        json ? json->value("bytes"_L1).toString().toLatin1() : QByteArray("!"),
        QByteArray::AbortOnBase64DecodingErrors);
    if (!event)
        return tl::unexpected(brokenStream(u"A part of the reply cannot be read"_s));
    // One line, as an event has it: in JSON a line end means nothing.
    const QByteArray line = QByteArray(*event).replace('\n', ' ').replace('\r', ' ');
    return m_text->read({.status = 200, .type = "text/event-stream"}, "data: " + line + "\n\n");
}

ApiResult<ModelReply> EventStreamReader::finish(const AnswerHead &head, ErrorAnswer failed)
{
    failed.kind = bedrockErrorKind(failed.errorName);
    return m_text->finish(innerHead(head), std::move(failed));
}

} // namespace pilothouse
