#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// What clients are told of where its files are: all of them are below the session's home.
inline const QString kWorkspace = QStringLiteral("~");

/// The list of conversations, with what the last message of each says. Main thread.
class ConversationList
{
public:
    explicit ConversationList(const GptmeParts &parts);

    /// Answers GET /api/v2/conversations.
    void show(Exchange &exchange);

private:
    struct Ending
    {
        EventSeq seq = 0; ///< up to which it holds
        qsizetype messages = 0;
        QString role;
        QString preview;
    };

    Result<Ending> endingOf(const SessionRecord &record, const QString &name);
    Result<QJsonObject> itemFor(const SessionRecord &record, const QString &name);

    GptmeParts m_parts;
    QCache<SessionId, Ending> m_endings;
};

} // namespace pilothouse
