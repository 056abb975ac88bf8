#include "feed/event_cursor.h"

namespace pilothouse {

namespace {
constexpr int kPage = 100; // events read at once
} // namespace

EventCursor::EventCursor(EventFeed &feed, const Journal &journal, SessionId session, EventSeq after,
                         Send send)
    : m_journal(journal), m_session(std::move(session)), m_position(after), m_send(std::move(send))
{
    connect(&feed, &EventFeed::stored, this, &EventCursor::onStored);
}

EventCursor::~EventCursor() = default;

void EventCursor::resume()
{
    while (m_behind) {
        const Result<QList<Event>> page = m_journal.events(m_session, m_position, kPage);
        if (!page) {
            emit failed(page.error());
            return;
        }
        for (const Event &event : *page) {
            m_position = event.seq;
            if (!m_send(toWire(event)))
                return;
        }
        m_behind = !page->isEmpty();
    }
}

void EventCursor::onStored(const SessionId &session, const WireEvent &event)
{
    if (session != m_session || m_behind || event.seq <= m_position)
        return;
    m_position = event.seq;
    m_behind = !m_send(event);
}

} // namespace pilothouse

#include "moc_event_cursor.cpp"
