#pragma once

#include "agent/session_pictures.h"
#include "store/journal.h"

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

private:
    const Journal &m_journal;
    SessionId m_session;
    SessionPictures &m_pictures;
    QList<Event> m_events;
};

} // namespace pilothouse
