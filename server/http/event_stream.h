#pragma once

#include "core/alarm.h"
#include "exchange/exchange.h"
#include "feed/event_cursor.h"
#include "feed/event_texts.h"
#include "feed/write_pace.h"

namespace pilothouse {

class Credentials;

/// One client of GET /sessions/{id}/events: server-sent events, with their numbers as ids. Deletes
/// itself when the client is gone, and ends when it may not watch any more, e.g. after a log-out.
/// Source: HTML Living Standard, server-sent events. Main thread.
class EventStream : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventStream)
public:
    /// What all streams share; outlives them.
    struct Parts
    {
        EventFeed &feed;
        const Journal &journal;
        const Credentials &credentials;
        const Clock &clock;
        WritePace &pace;
        EventTexts &texts;
    };

    /// Begins the answer with all stored events after that number. Owns itself.
    static void start(const ExchangePtr &exchange, const Parts &parts, const SessionId &session,
                      EventSeq after);
    ~EventStream() override;

private:
    EventStream(ExchangePtr exchange, const Parts &parts, const SessionId &session, EventSeq after);
    void watch(const EventFeed &feed, const SessionId &session);
    void checkRight();
    bool send(const WireEvent &event);
    void flush();
    void onRoom();
    void end();

    ExchangePtr m_exchange;
    Parts m_parts;
    QByteArrayList m_outbox; ///< events until the next write
    qint64 m_outboxBytes = 0;
    bool m_isFull = false; ///< the client has more than is good before it
    EventCursor m_cursor;
    Alarm m_keepAlive;
};

} // namespace pilothouse
