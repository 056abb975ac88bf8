#include "http/event_stream.h"

#include "access/credentials.h"

namespace pilothouse {

using namespace std::chrono_literals;

namespace {
constexpr auto kKeepAlive = 15s;           // proxies close what is silent for longer
constexpr qint64 kMostAtOnce = 256 * 1024; // bytes in one write; the rest of a backlog waits
} // namespace

void EventStream::start(const ExchangePtr &exchange, const Parts &parts, const SessionId &session,
                        EventSeq after)
{
    const bool begun = exchange->begin(
        200, "text/event-stream", {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}});
    if (begun)
        new EventStream(exchange, parts, session, after);
}

EventStream::EventStream(ExchangePtr exchange, const Parts &parts, const SessionId &session,
                         EventSeq after)
    : m_exchange(std::move(exchange)), m_parts(parts),
      m_cursor(parts.feed, parts.journal, session, after,
               [this](const WireEvent &event) { return send(event); }),
      m_keepAlive(parts.clock)
{
    m_exchange->onGone = [this] { end(); };
    m_exchange->onDrain = [this] { onRoom(); };
    connect(&m_cursor, &EventCursor::failed, this, &EventStream::end);
    connect(&m_parts.credentials, &Credentials::loggedOut, this, &EventStream::checkRight);
    connect(&m_keepAlive, &Alarm::rang, this, [this] {
        m_exchange->write(": alive\n\n");
        checkRight(); // a login ends by itself, too
    });
    watch(parts.feed, session);
    m_keepAlive.startEvery(kKeepAlive);
    m_exchange->write("retry: 2000\n\n");
    m_cursor.resume();
}

void EventStream::watch(const EventFeed &feed, const SessionId &session)
{
    connect(&feed, &EventFeed::removed, this, [this, session](const SessionId &removed) {
        if (removed == session)
            end();
    });
    connect(&feed, &EventFeed::live, this,
            [this, session](const SessionId &from, const WireEvent &frame) {
                if (from == session && !m_cursor.isBehind())
                    send(frame);
            });
}

void EventStream::checkRight()
{
    if (!m_parts.credentials.mayStay(m_exchange->principal(), m_exchange->head()))
        end();
}

EventStream::~EventStream() = default;

// What comes between two writes leaves in one.
bool EventStream::send(const WireEvent &event)
{
    if (m_outbox.isEmpty())
        m_parts.pace.run(this, [this] { flush(); });
    m_outbox.append(m_parts.texts.text(event));
    m_outboxBytes += m_outbox.last().size();
    return !m_isFull && m_outboxBytes < kMostAtOnce;
}

void EventStream::flush()
{
    if (m_outbox.isEmpty())
        return;
    const QByteArray events = m_outbox.size() == 1 ? m_outbox.first() : m_outbox.join();
    m_outbox.clear();
    m_outboxBytes = 0;
    if (m_exchange->write(events))
        onRoom();
    else
        m_isFull = true; // until onDrain; or the client is gone
}

void EventStream::onRoom()
{
    m_isFull = false;
    if (m_cursor.isBehind())
        m_cursor.resume();
}

void EventStream::end()
{
    m_exchange->onGone = nullptr;
    m_exchange->onDrain = nullptr;
    flush();
    m_exchange->end();
    deleteLater();
}

} // namespace pilothouse

#include "moc_event_stream.cpp"
