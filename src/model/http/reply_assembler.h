#pragma once

#include "model/http/api_failure.h"
#include "model/messages.h"
#include "model/sse_parser.h"

#include <optional>

namespace pilothouse {

/// Bytes; beyond, a reply is taken for broken.
inline constexpr qsizetype kLargestReply = 64 * 1024 * 1024;

/// Puts one reply together from the events of an API: what is particular to that API, while
/// AnswerReader knows how events can be wrapped. No I/O. Frames in order, then finish(); after a
/// failure it is done for. Implementations: MessagesAssembler, ChatAssembler,
/// ResponsesAssembler. Main thread.
class ReplyAssembler
{
public:
    virtual ~ReplyAssembler() = default;

    /// Takes one event, or a whole reply as one JSON object, and gives what people may see of it at
    /// once. Failures: an error in whatever shape, broken JSON, what the API never sends, a reply
    /// above kLargestReply. What is only unknown is let pass.
    virtual ApiResult<std::optional<ModelProgress>> accept(const SseFrame &frame,
                                                           const QDateTime &now) = 0;

    /// The reply's last event has come: finish() may be called, further frames are ignored.
    virtual bool isComplete() const = 0;
    /// It was said why the reply ends: nothing of it is missing but the last event.
    virtual bool isEnding() const = 0;
    /// Grows with each part of the reply; what only keeps the connection open is none.
    virtual int parts() const = 0;

    /// The reply without requestId and duration. A failure when the stream ended before it was
    /// said why.
    virtual ApiResult<ModelReply> finish() = 0;
};

} // namespace pilothouse
