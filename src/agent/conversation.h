#pragma once

#include "agent/pictures/session_pictures.h"
#include "store/journal.h"

#include <QSet>

namespace pilothouse {

/// A session's events as its model is told them; reads each from the journal once. Main thread.
class Conversation
{
public:
    Conversation(const Journal &journal, SessionId session, SessionPictures &pictures)
        : m_journal(journal), m_session(std::move(session)), m_pictures(pictures)
    {
    }

    /// All of it up to now: see buildTurns().
    QList<Turn> turns();
    /// The last event that turns() has read.
    EventSeq lastRead() const { return m_events.isEmpty() ? 0 : m_events.last().seq; }
    bool canBeSummarised() const;
    /// The ids of all calls that turns() has read, those before a summary too: people see them.
    const QSet<QString> &callIds() const { return m_callIds; }

private:
    const Journal &m_journal;
    SessionId m_session;
    SessionPictures &m_pictures;
    QList<Event> m_events;
    QSet<QString> m_callIds;
};

} // namespace pilothouse
