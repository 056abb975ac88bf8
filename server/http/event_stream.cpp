#include "http/event_stream.h"

#include "http/credentials.h"

namespace pilothouse {

using namespace std::chrono_literals;

namespace {
constexpr auto kKeepAlive = 15s; // proxies close what is silent for longer
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
    : m_exchange(std::move(exchange)), m_credentials(parts.credentials),
      m_cursor(parts.feed, parts.journal, session, after,
               [this](const WireEvent &event) { return send(event); })
{
    m_exchange->onGone = [this] { end(); };
    m_exchange->onDrain = [this] { m_cursor.resume(); };
    connect(&m_cursor, &EventCursor::failed, this, &EventStream::end);
    connect(&m_credentials, &Credentials::loggedOut, this, &EventStream::checkRight);
    connect(&m_keepAlive, &QTimer::timeout, this, [this] {
        m_exchange->write(": alive\n\n");
        checkRight(); // a login ends by itself, too
    });
    watch(parts.feed, session);
    m_keepAlive.start(kKeepAlive);
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
    if (!m_credentials.mayStay(m_exchange->principal(), m_exchange->head()))
        end();
}

EventStream::~EventStream() = default;

bool EventStream::send(const WireEvent &event)
{
    QByteArray part;
    part.reserve(event.json.size() + 64);
    if (event.seq > 0)
        part += "id: " + QByteArray::number(event.seq) + '\n';
    part += "event: " + event.type.toUtf8() + "\ndata: " + event.json + "\n\n";
    return m_exchange->write(part);
}

void EventStream::end()
{
    m_exchange->onGone = nullptr;
    m_exchange->onDrain = nullptr;
    m_exchange->end();
    deleteLater();
}

} // namespace pilothouse
