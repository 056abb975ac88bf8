#pragma once

#include "model/http/reply_assembler.h"
#include "model/model_table.h"
#include "model/raw_object.h"

#include <map>

namespace pilothouse {

/// Puts one reply together from the typed events of the Responses API, or from a whole response as
/// one JSON object. Only whole items count; deltas are for people. The reasons why a response ends
/// are told as those of the Messages API, which the loop knows. Source: ResponseStreamEvent in npm
/// openai 6.49.0.
class ResponsesAssembler final : public ReplyAssembler
{
public:
    explicit ResponsesAssembler(ModelInfo model) : m_model(std::move(model)) {}

    ApiResult<std::optional<ModelProgress>> accept(const SseFrame &frame,
                                                   const QDateTime &now) override;
    bool isComplete() const override { return m_isComplete; }
    bool isEnding() const override { return m_isComplete; }
    int parts() const override { return m_parts; }
    ApiResult<ModelReply> finish() override;

private:
    ApiResult<std::optional<ModelProgress>> take(const RawObject &event, const QDateTime &now);
    ApiResult<> takeEnd(const RawObject &response, const QDateTime &now);
    ApiResult<> addBlocks();
    void judge(const QByteArrayList &items, const RawObject &response);

    ModelInfo m_model;
    ModelReply m_reply;
    std::map<int, QByteArray> m_items; ///< by their place
    QByteArrayList m_all;              ///< once it is complete
    qsizetype m_size = 0;
    int m_parts = 0;
    bool m_isComplete = false;
};

} // namespace pilothouse
