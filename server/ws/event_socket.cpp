#include "ws/event_socket.h"

#include "door/upgrade_desk.h"

#include <QSslSocket>
#include <QWebSocket>

#include <algorithm>
#include <sys/socket.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHighWater = 1024 * 1024;             // unsent bytes: hold the viewer at its place
constexpr qint64 kLowWater = 256 * 1024;               // go on
constexpr quint64 kLongestMessage = 2 * kLongestFrame; // beyond, the socket closes with 1009

const QStringList kOriginalTypes{u"text"_s,        u"thinking"_s,  u"tool_use"_s,
                                 u"tool_result"_s, u"completed"_s, u"error"_s};

const QString kDone = u"done"_s; ///< a marked command is carried out

WireEvent errorFrame(const SessionId &session, const Error &error, const Clock &clock,
                     const QString &mark = {})
{
    QJsonObject content{{u"error"_s, error.message}, {u"code"_s, errcName(error.code)}};
    if (!mark.isEmpty())
        content.insert(u"ref"_s, mark);
    return liveFrame(session, u"error"_s, content, clock.now());
}

/// What the kernel takes at once spares a turn of the event loop with a notifier for each viewer.
/// Returns how much that was.
qint64 sendAtOnce(const QTcpSocket &connection, const QByteArray &frame)
{
    if (connection.bytesToWrite() > 0)
        return 0;
    const auto sent = ::send(static_cast<int>(connection.socketDescriptor()), frame.constData(),
                             static_cast<size_t>(frame.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    return std::max<qint64>(sent, 0);
}

void refuse(std::unique_ptr<QWebSocket> socket, const WireEvent &frame, CloseCode code,
            const QString &reason)
{
    socket->sendTextMessage(QString::fromUtf8(frame.json));
    turnAway(std::move(socket), code, reason);
}

} // namespace

Result<ViewerWishes> viewerWishes(const HttpHead &head)
{
    ViewerWishes wishes;
    wishes.all = head.queryValue(u"events"_s) == u"all"_s;
    if (const auto after = head.queryValue(u"after"_s)) {
        bool isNumber = false;
        wishes.after = after->toLongLong(&isNumber);
        if (!isNumber || *wishes.after < 0)
            return fail(Errc::InvalidArgument, u"\"after\" must be the number of an event."_s);
    }
    return wishes;
}

EventSocket *EventSocket::serve(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade,
                                QString actor, const Parts &parts)
{
    const SessionId id{upgrade.arguments.value(0)};
    const auto session = parts.sessions.find(id);
    if (!session) {
        refuse(std::move(socket), errorFrame(id, session.error(), parts.clock),
               CloseCode::UnknownSession, u"unknown session"_s);
        return nullptr;
    }
    const auto wishes = viewerWishes(upgrade.head);
    if (!wishes) {
        refuse(std::move(socket), errorFrame(id, wishes.error(), parts.clock),
               CloseCode::PolicyViolated, u"bad query"_s);
        return nullptr;
    }
    auto *viewer = new EventSocket(std::move(socket), *session, *wishes, std::move(actor), parts);
    viewer->watch(*session);
    return viewer;
}

EventSocket::EventSocket(std::unique_ptr<QWebSocket> socket, const SessionRecord &session,
                         ViewerWishes wishes, QString actor, const Parts &parts)
    : m_socket(std::move(socket)), m_connection(UpgradeDesk::connectionOf(*m_socket)),
      m_isTls(qobject_cast<const QSslSocket *>(m_connection.data()) != nullptr),
      m_session(session.id), m_wishes(wishes), m_actor(std::move(actor)), m_parts(parts),
      m_cursor(parts.feed, parts.journal, session.id,
               // Who has seen more, of a database that was put back since, would see nothing.
               std::min(wishes.after.value_or(session.lastSeq), session.lastSeq),
               [this](const WireEvent &event) { return send(event); }),
      m_life(*m_socket, parts.clock, parts.life)
{
    m_socket->setMaxAllowedIncomingFrameSize(kLongestMessage);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestMessage);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &EventSocket::onText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this] {
        sendError({Errc::InvalidArgument, u"Only text frames are understood here."_s});
    });
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, &EventSocket::onRoom);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_cursor, &EventCursor::failed, this,
            [this](const Error &error) { sendError(error); });
    connect(&m_life, &ViewerLife::stalled, this, &EventSocket::dismiss);
    connect(&m_life, &ViewerLife::unwelcome, this,
            [this] { close(CloseCode::NotAllowed, u"logged out"_s); });
}

EventSocket::~EventSocket()
{
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void EventSocket::watch(const SessionRecord &session)
{
    connect(&m_parts.feed, &EventFeed::live, this,
            [this](const SessionId &from, const WireEvent &frame) {
                if (from == m_session && !m_cursor.isBehind())
                    send(frame);
            });
    connect(&m_parts.feed, &EventFeed::removed, this, [this](const SessionId &removed) {
        if (removed == m_session)
            close(CloseCode::UnknownSession, u"session deleted"_s);
    });
    if (m_wishes.all)
        send(m_parts.feed.snapshot(session));
    m_cursor.resume();
}

bool EventSocket::wants(const QString &type) const
{
    return m_wishes.all || type == kDone || kOriginalTypes.contains(type);
}

bool EventSocket::send(const WireEvent &event)
{
    if (wants(event.type) && !m_life.isEnding()) {
        if (m_outbox.isEmpty())
            m_parts.pace.run(this, [this] { flush(); });
        m_outbox.append(m_parts.frames.frame(event.json));
        m_outboxBytes += m_outbox.last().size();
    }
    return unsent() < kHighWater;
}

qint64 EventSocket::unsent() const
{
    return m_outboxBytes + (m_connection ? m_connection->bytesToWrite() : 0);
}

// Past QWebSocket, which would print and copy the frame anew for each viewer, and write its head
// and its text as two packets, each in a turn of the event loop.
void EventSocket::flush()
{
    if (m_outbox.isEmpty())
        return;
    const QByteArray frames = m_outbox.size() == 1 ? m_outbox.first() : m_outbox.join();
    m_outbox.clear();
    m_outboxBytes = 0;
    if (!m_connection || !m_connection->isWritable())
        return;
    const qint64 sent = m_isTls ? 0 : sendAtOnce(*m_connection, frames);
    if (sent == frames.size())
        onRoom(); // the socket, which had nothing to do, will not tell
    else
        m_connection->write(sent == 0 ? frames : frames.sliced(sent));
}

void EventSocket::close(CloseCode code, const QString &reason)
{
    flush();
    m_life.end(code, reason);
}

void EventSocket::sendError(const Error &error, const QString &mark)
{
    send(errorFrame(m_session, error, m_parts.clock, mark));
}

void EventSocket::onText(const QString &text)
{
    const QByteArray frame = text.toUtf8();
    const QString mark = markOf(frame);
    const Result<ClientCommand> command = parseCommand(frame);
    auto deed = command ? begin(*command) : std::nullopt;
    if (deed)
        m_tasks.launch([this, &deed, mark](std::stop_token) { // called at once
            return outcomeOf(std::move(*deed), mark);
        });
    else
        sendOutcome(command ? carryOut(*command) : fail(command.error()), mark);
}

void EventSocket::sendOutcome(const Result<> &outcome, const QString &mark)
{
    if (!outcome)
        sendError(outcome.error(), mark);
    else if (!mark.isEmpty())
        send(liveFrame(m_session, kDone, {{u"ref"_s, mark}}, m_parts.clock.now()));
}

/// What is done once it is stored; nothing: another command.
std::optional<QCoro::Task<Result<>>> EventSocket::begin(const ClientCommand &command)
{
    SessionActions &actions = m_parts.actions;
    if (const auto *message = std::get_if<SendMessage>(&command))
        return actions.submit(m_session, message->text, message->apiKey, m_actor,
                              message->pictures);
    if (const auto *approve = std::get_if<Approve>(&command))
        return actions.decide(m_session, approve->decision, m_actor);
    if (std::holds_alternative<Resume>(command))
        return actions.resume(m_session, {}, m_actor);
    return std::nullopt;
}

QCoro::Task<> EventSocket::outcomeOf(QCoro::Task<Result<>> deed, QString mark)
{
    const QPointer<EventSocket> viewer(this); // it may leave while that is stored
    const Result<> stored = co_await std::move(deed);
    if (viewer)
        viewer->sendOutcome(stored, mark);
}

Result<> EventSocket::carryOut(const ClientCommand &command)
{
    SessionActions &actions = m_parts.actions;
    if (std::holds_alternative<Interrupt>(command))
        return actions.interrupt(m_session, m_actor);
    if (std::holds_alternative<Pause>(command))
        return actions.pause(m_session, m_actor);
    if (const auto *allow = std::get_if<AllowHost>(&command))
        m_tasks.launch([this, entry = allow->host](std::stop_token) { return allowHost(entry); });
    return {};
}

QCoro::Task<> EventSocket::allowHost(QString entry)
{
    const QPointer<EventSocket> viewer(this); // it may leave while that is stored
    const auto allowed = co_await m_parts.actions.allowHost(m_session, entry, m_actor);
    if (viewer && !allowed)
        viewer->sendError(allowed.error());
}

void EventSocket::onRoom()
{
    m_life.noteProgress();
    if (!m_life.isEnding() && m_cursor.isBehind() && unsent() < kLowWater)
        m_cursor.resume();
}

void EventSocket::dismiss()
{
    close(CloseCode::TryAgainLater,
          u"too slow: come back with after=%1"_s.arg(m_cursor.position()));
}

} // namespace pilothouse

#include "moc_event_socket.cpp"
