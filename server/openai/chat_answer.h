#pragma once

#include "core/alarm.h"
#include "openai/chats.h"
#include "openai/completion_json.h"
#include "openai/narration.h"

namespace pilothouse {

/// The answer to one POST /v1/chat/completions: one run of a session as text, in pieces or whole.
/// A client that leaves stops the run: that is what its Stop does. Deletes itself. Main thread.
class ChatAnswer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChatAnswer)
public:
    /// `chats` outlives it. Listens from here on.
    ChatAnswer(const OpenAiParts &parts, Chats &chats, ExchangePtr exchange,
               std::shared_ptr<const ChatRequest> request, const SessionId &session);
    ~ChatAnswer() override;

    /// The run is accepted: begins the answer.
    void begin();
    /// It is not: nothing was answered.
    void giveUp();

private:
    void hear(const QString &piece);
    void sendChunk(const QJsonObject &delta, const QJsonValue &finish);
    void finish();
    void end();
    QString pictureLink(const BlobHash &picture);
    Completion completion() const;
    HttpFields sessionField() const;
    QString base() const;

    OpenAiParts m_parts;
    Chats &m_chats;
    ExchangePtr m_exchange;
    std::shared_ptr<const ChatRequest> m_request;
    SessionId m_session;
    QString m_id;
    Narration m_narration;
    Alarm m_keepAlive;
    enum class Stage { Waiting, Answering, Done } m_stage = Stage::Waiting;
};

} // namespace pilothouse
