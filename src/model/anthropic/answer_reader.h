#pragma once

#include "core/clock.h"
#include "model/anthropic/reply_assembler.h"
#include "model/model_client.h"
#include "model/sse_parser.h"

namespace pilothouse {

/// What is known of an HTTP answer before its body.
struct AnswerHead
{
    int status = 0;           ///< 0: none has come
    QByteArray encoding = {}; ///< the Content-Encoding field
    QByteArray type = {};     ///< the Content-Type field

    bool isSuccess() const { return status >= 200 && status < 300; }
};

/// Reads the body of an answer as it comes, by what it is and not by its label: an event stream
/// with any type or none, one message as JSON, events as JSON lines, either of them compressed, an
/// error with a success's status, a web page. No I/O. `clock` and `progress` outlive it.
class AnswerReader
{
public:
    AnswerReader(const Clock &clock, const ProgressSink &progress, ToolDialect dialect,
                 ModelInfo model);

    /// Takes the next bytes; may be none. A failure is final.
    ApiResult<> read(const AnswerHead &head, const QByteArray &bytes);

    /// The reply's last event has come.
    bool isComplete() const { return m_assembler.isComplete(); }
    /// Nothing of the reply is missing but, maybe, its last event.
    bool isEnding() const { return m_assembler.isEnding(); }
    /// It is no reply: only its words are of interest.
    bool isFailure(const AnswerHead &head) const;
    /// Grows with each part of the reply. Pings, comments and blank lines are none.
    int parts() const { return m_assembler.parts() + m_pieces; }

    /// The reply without requestId and duration, once no more bytes come; or what the answer is
    /// instead: `failed` without a body gets it.
    ApiResult<ModelReply> finish(const AnswerHead &head, ErrorAnswer failed);

private:
    enum class Kind { Unknown, Events, Json, Packed, Other };

    Kind kindOf(const AnswerHead &head) const;
    ApiResult<> readEvents(const QByteArray &bytes);
    ApiResult<> readFrame(const SseFrame &frame);
    ApiResult<> readJson();
    ApiResult<> readLines();
    ApiResult<> unpack(const AnswerHead &head);
    void keep(const QByteArray &bytes, qsizetype most);

    const Clock &m_clock;
    const ProgressSink &m_progress;
    SseParser m_parser;
    ReplyAssembler m_assembler;
    Kind m_kind = Kind::Unknown;
    QByteArray m_body; ///< what is not read as events
    int m_pieces = 0;  ///< of it
};

} // namespace pilothouse
