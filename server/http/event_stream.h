#pragma once

#include "agent/event_cursor.h"
#include "door/exchange.h"

#include <QTimer>

namespace pilothouse {

/// One client of GET /sessions/{id}/events: server-sent events, with their numbers as ids. Deletes
/// itself when the client is gone. Source: HTML Living Standard, server-sent events. Main thread.
class EventStream : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventStream)
public:
    /// Begins the answer with all stored events after that number. Owns itself.
    static void start(const ExchangePtr &exchange, EventFeed &feed, const Journal &journal,
                      const SessionId &session, EventSeq after);
    ~EventStream() override;

private:
    EventStream(ExchangePtr exchange, EventFeed &feed, const Journal &journal, SessionId session,
                EventSeq after);
    bool send(const WireEvent &event);
    void end();

    ExchangePtr m_exchange;
    EventCursor m_cursor;
    QTimer m_keepAlive;
};

} // namespace pilothouse
