#pragma once

#include "model/anthropic/block_builder.h"
#include "model/model_table.h"
#include "model/sse_parser.h"
#include "model/anthropic/usage_reader.h"

#include <map>

namespace pilothouse {

/// Puts one streamed reply together. No I/O. Frames in order, then finish(); after a failure the
/// assembler is done for. Source: model API, streaming; unknown events and deltas are let pass.
class ReplyAssembler
{
public:
    ReplyAssembler(ToolDialect dialect, ModelInfo model);

    /// Takes one frame and gives what people may see of it at once. Failures: an error event,
    /// in whatever shape, broken JSON, a second start, another dialect's events, a delta without a
    /// block, a reply above 64 MiB.
    ApiResult<std::optional<ModelProgress>> accept(const SseFrame &frame, const QDateTime &now);

    /// Takes a reply that came as one message instead of a stream.
    ApiResult<> acceptWhole(const QJsonObject &message);

    /// message_stop has come: finish() may be called, further frames are ignored.
    bool isComplete() const { return m_stage == Stage::Complete; }
    /// It was said why the reply ends: nothing of it is missing but message_stop.
    bool isEnding() const { return m_stage >= Stage::Ending; }
    /// Grows with each part of the reply; what only keeps the connection open is none.
    int parts() const { return m_parts; }

    /// The reply without requestId and duration. A failure when the stream ended before it was
    /// said why.
    ApiResult<ModelReply> finish();

private:
    enum class Stage { Waiting, Started, Ending, Complete };
    struct OpenBlock
    {
        int place; ///< among the blocks of the reply: order of arrival
        BlockBuilder builder;
    };

    ApiResult<std::optional<ModelProgress>> dispatch(const QString &type, const RawObject &event);
    ApiResult<> startMessage(const RawObject &message);
    ApiResult<> startBlock(const RawObject &event);
    void openBlock(int index, const RawObject &start);
    ApiResult<std::optional<ModelProgress>> acceptDelta(const RawObject &event);
    void changeMessage(const RawObject &event);
    void stopBlock(int index);

    ToolDialect m_dialect;
    ModelInfo m_model;
    ModelReply m_reply;
    UsageReader m_usage;
    std::map<int, OpenBlock> m_open;  ///< by the server's index
    std::map<int, ReplyBlock> m_done; ///< by place
    int m_places = 0;
    qsizetype m_size = 0;
    int m_parts = 0;
    Stage m_stage = Stage::Waiting;
};

} // namespace pilothouse
