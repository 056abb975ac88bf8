#pragma once

#include "core/clock.h"
#include "model/clouds/event_stream.h"
#include "model/http/reply_reader.h"

#include <memory>

namespace pilothouse {

/// Takes the events of the Messages API out of the event stream that Bedrock sends them in, for a
/// reader of text; all other answers go to that as they are. Bytes that fail their check sum, and
/// the messages that are exceptions, end the reply. `clock` outlives it.
class EventStreamReader final : public ReplyReader
{
public:
    EventStreamReader(const Clock &clock, std::unique_ptr<ReplyReader> text)
        : m_clock(clock), m_text(std::move(text))
    {
    }

    ApiResult<> read(const AnswerHead &head, const QByteArray &bytes) override;
    bool isComplete() const override { return m_text->isComplete(); }
    bool isEnding() const override { return m_text->isEnding(); }
    bool isFailure(const AnswerHead &head) const override;
    int parts() const override { return m_text->parts(); }
    ApiResult<ModelReply> finish(const AnswerHead &head, ErrorAnswer failed) override;

private:
    ApiResult<> readMessage(const EventStreamMessage &message);

    const Clock &m_clock;
    std::unique_ptr<ReplyReader> m_text;
    EventStreamParser m_parser;
};

} // namespace pilothouse
