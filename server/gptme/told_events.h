#pragma once

#include "gptme/attachments.h"

#include <QJsonObject>

#include <deque>

namespace pilothouse {

/// The last events of one conversation's stream, by their numbers, so that a client goes on where
/// it was left off. Main thread.
class ToldEvents
{
public:
    ToldEvents();

    void add(const QJsonObject &event);

    /// Where somebody is who was told everything.
    ToldUpTo now() const { return {m_telling, m_last}; }
    /// An event as a text; nothing: it is not kept any more.
    std::optional<QByteArray> at(qint64 number) const;
    /// The number of the event that began the newest reply.
    qint64 replyBegan() const { return m_replyBegan; }

private:
    const qint64 m_telling;
    std::deque<QByteArray> m_kept; ///< the last of them is number m_last
    qsizetype m_bytes = 0;
    qint64 m_last = 0;
    qint64 m_replyBegan = 0;
};

} // namespace pilothouse
