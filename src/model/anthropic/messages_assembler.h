#pragma once

#include "model/block_builder.h"
#include "model/http/reply_assembler.h"
#include "model/model_table.h"
#include "model/anthropic/usage_reader.h"

#include <map>

namespace pilothouse {

/// Puts one reply of the Messages API together. Source: model API, streaming. Failures besides
/// those of its kind: a second start, a delta without a block.
class MessagesAssembler final : public ReplyAssembler
{
public:
    MessagesAssembler(ToolDialect dialect, ModelInfo model);

    ApiResult<std::optional<ModelProgress>> accept(const SseFrame &frame,
                                                   const QDateTime &now) override;
    bool isComplete() const override { return m_stage == Stage::Complete; }
    bool isEnding() const override { return m_stage >= Stage::Ending; }
    int parts() const override { return m_parts; }
    ApiResult<ModelReply> finish() override;

private:
    enum class Stage { Waiting, Started, Ending, Complete };
    struct OpenBlock
    {
        int place; ///< among the blocks of the reply: order of arrival
        BlockBuilder builder;
    };

    ApiResult<std::optional<ModelProgress>> dispatch(const QString &type, const RawObject &event);
    ApiResult<> startMessage(const RawObject &message);
    ApiResult<> acceptWhole(const RawObject &message);
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
