#pragma once

#include "core/clock.h"
#include "model/http/reply_assembler.h"
#include "model/http/reply_reader.h"
#include "model/model_client.h"

#include <memory>

namespace pilothouse {

/// Reads the body of an answer by what it is and not by its label: an event stream with any type or
/// none, one reply as JSON, events as JSON lines, either of them compressed, an error with a
/// success's status, a web page. `clock` and `progress` outlive it.
class AnswerReader final : public ReplyReader
{
public:
    AnswerReader(const Clock &clock, const ProgressSink &progress,
                 std::unique_ptr<ReplyAssembler> assembler);

    ApiResult<> read(const AnswerHead &head, const QByteArray &bytes) override;
    bool isComplete() const override { return m_assembler->isComplete(); }
    bool isEnding() const override { return m_assembler->isEnding(); }
    bool isFailure(const AnswerHead &head) const override;
    int parts() const override { return m_assembler->parts() + m_pieces; }
    ApiResult<ModelReply> finish(const AnswerHead &head, ErrorAnswer failed) override;

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
    std::unique_ptr<ReplyAssembler> m_assembler;
    Kind m_kind = Kind::Unknown;
    QByteArray m_body; ///< what is not read as events
    int m_pieces = 0;  ///< of it
};

} // namespace pilothouse
