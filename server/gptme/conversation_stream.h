#pragma once

#include "core/alarm.h"
#include "gptme/conversations.h"

namespace pilothouse {

class Credentials;

/// One client of GET …/conversations/ID/events: server-sent events without names. Goes on where its
/// attachment was left off. Deletes itself when the client is gone. Main thread.
class ConversationStream : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConversationStream)
public:
    /// Outlives all streams.
    struct Parts
    {
        Conversations &conversations;
        const Credentials &credentials;
        const Clock &clock;
    };

    /// Begins the answer; `attachment` is one of this conversation. Owns itself.
    static void start(const ExchangePtr &exchange, const Parts &parts,
                      const Conversations::Found &conversation, const QString &attachment);
    ~ConversationStream() override;

private:
    ConversationStream(ExchangePtr exchange, const Parts &parts,
                       const Conversations::Found &conversation, const QString &attachment);
    void greet();
    void catchUp();
    void pump();
    void send(const QByteArray &event);
    void end();

    ExchangePtr m_exchange;
    Parts m_parts;
    Conversations::Found m_conversation;
    QString m_attachment;
    qint64 m_position = 0; ///< the last event that was told
    bool m_isFull = false; ///< the client has more than is good before it
    Alarm m_ping;
};

} // namespace pilothouse
