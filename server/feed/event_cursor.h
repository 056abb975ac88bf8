#pragma once

#include "feed/event_feed.h"

namespace pilothouse {

/// One viewer's place in a session's events: first what is stored after a number, then what comes,
/// each once and in order. A viewer that cannot keep up costs no memory: its place stays where it
/// is, and it goes on from the journal when it has room again. Main thread.
class EventCursor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventCursor)
public:
    /// Hands an event to the viewer. False: it was taken, but no more for now; resume() goes on.
    using Send = std::function<bool(const WireEvent &)>;

    EventCursor(EventFeed &feed, const Journal &journal, SessionId session, EventSeq after,
                Send send);
    ~EventCursor() override;

    /// Begins, or goes on after a `send` that said no.
    void resume();

    /// Number of the last event that was handed over.
    EventSeq position() const { return m_position; }
    /// Whether there may be stored events that were not handed over yet.
    bool isBehind() const { return m_behind; }

signals:
    /// The journal cannot be read; nothing more comes.
    void failed(const pilothouse::Error &error);

private:
    void onStored(const SessionId &session, const WireEvent &event);

    const Journal &m_journal;
    SessionId m_session;
    EventSeq m_position;
    Send m_send;
    bool m_behind = true;
};

} // namespace pilothouse
