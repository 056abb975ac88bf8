#include "ws/list_socket.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

ListSocket *ListSocket::serve(std::unique_ptr<QWebSocket> socket, const Parts &parts)
{
    auto *viewer = new ListSocket(std::move(socket), parts);
    viewer->tell();
    return viewer;
}

ListSocket::ListSocket(std::unique_ptr<QWebSocket> socket, const Parts &parts)
    : m_socket(std::move(socket)), m_clock(parts.clock), m_pause(parts.clock),
      m_life(*m_socket, parts.clock, parts.life)
{
    connect(m_socket.get(), &QWebSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_life, &ViewerLife::unwelcome, this,
            [this] { m_life.end(CloseCode::NotAllowed, u"logged out"_s); });
    connect(&m_life, &ViewerLife::stalled, this,
            [this] { m_life.end(CloseCode::TryAgainLater, u"too slow"_s); });
    connect(&m_pause, &Alarm::rang, this, [this] {
        if (!m_changed.isEmpty())
            tell();
    });
    connect(&parts.feed, &EventFeed::stored, this, &ListSocket::note);
    connect(&parts.feed, &EventFeed::removed, this, &ListSocket::note);
    connect(&parts.registry, &SessionRegistry::created, this, &ListSocket::note);
    connect(&parts.registry, &SessionRegistry::closed, this, &ListSocket::note);
    connect(&parts.registry, &SessionRegistry::wheelTurned, this, &ListSocket::note);
}

ListSocket::~ListSocket()
{
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void ListSocket::note(const SessionId &session)
{
    m_changed.insert(session);
    if (!m_pause.isActive())
        tell();
}

void ListSocket::tell()
{
    QJsonArray sessions;
    for (const SessionId &session : std::as_const(m_changed))
        sessions.append(session.value);
    m_changed.clear();
    const QJsonObject frame{{u"type"_s, u"sessions_changed"_s},
                            {u"content"_s, QJsonObject{{u"sessions"_s, sessions}}},
                            {u"timestamp"_s, isoTime(m_clock.now())}};
    if (!m_life.isEnding())
        m_socket->sendTextMessage(QString::fromUtf8(compactJson(frame)));
    m_pause.start(kInterval);
}

} // namespace pilothouse

#include "moc_list_socket.cpp"
