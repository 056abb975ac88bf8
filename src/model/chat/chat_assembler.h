#pragma once

#include "model/chat/chat_reasoning.h"
#include "model/http/reply_assembler.h"
#include "model/model_table.h"

#include <QJsonObject>

namespace pilothouse {

/// Puts one reply of chat completions together, streamed or whole. The blocks are those of the
/// Messages API; what must go back as it came is their `item`. Source: OpenAI's API reference; what
/// other servers make of it: calls without id or index, arguments as an object, calls that end with
/// "stop", errors in the middle, no finish reason before [DONE].
class ChatAssembler final : public ReplyAssembler
{
public:
    explicit ChatAssembler(ModelInfo model) : m_model(std::move(model)) {}

    ApiResult<std::optional<ModelProgress>> accept(const SseFrame &frame,
                                                   const QDateTime &now) override;
    bool isComplete() const override { return m_stage == Stage::Complete; }
    bool isEnding() const override { return m_stage >= Stage::Ending; }
    int parts() const override { return m_parts; }
    ApiResult<ModelReply> finish() override;

private:
    enum class Stage { Waiting, Started, Ending, Complete };
    struct Call
    {
        int index = -1; ///< the server's; -1: it gave none
        QString id = {};
        QString name = {};
        QString arguments = {};
    };

    std::optional<ModelProgress> takeChoice(const QJsonObject &choice);
    void takeCall(const QJsonObject &given);
    Call &callFor(const QJsonObject &given);
    void takeUsage(const QJsonObject &usage);
    ReplyBlock blockOf(const Call &call) const;

    ModelInfo m_model;
    ModelReply m_reply;
    QString m_text;
    QString m_refusal;
    ChatReasoning m_reasoning;
    QList<Call> m_calls;
    std::optional<double> m_costUsd; ///< as the server says
    qsizetype m_size = 0;
    int m_parts = 0;
    Stage m_stage = Stage::Waiting;
};

} // namespace pilothouse
