#include "qml/client/news_socket.h"

#include "qml/client/server_doors.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

namespace {

constexpr std::chrono::seconds kPingEvery{15};
constexpr std::chrono::seconds kSilence{35}; // after it nobody is there any more
constexpr int kFinalCodes = 4400;            // from here on

} // namespace

NewsSocket::NewsSocket(const ServerDoors &doors, const Clock &clock, QObject *parent)
    : QObject(parent), m_doors(doors), m_clock(clock), m_pause(clock), m_watch(clock)
{
    connect(&m_watch, &Alarm::rang, this, &NewsSocket::watch);
    connect(&m_pause, &Alarm::rang, this, &NewsSocket::open);
}

NewsSocket::~NewsSocket()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void NewsSocket::start(std::function<QString()> path)
{
    m_path = std::move(path);
    m_backOff.reset();
    open();
}

void NewsSocket::open()
{
    m_pause.stop();
    if (m_socket)
        m_socket->disconnect(this);
    m_socket = std::make_unique<QWebSocket>();
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_backOff.reset();
        m_heardAt = m_clock.elapsed();
        enter(Live);
        emit told(QJsonDocument::fromJson(text.toUtf8()).object());
    });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_heardAt = m_clock.elapsed(); });
    // Queued: it is not deleted while it speaks.
    connect(m_socket.get(), &QWebSocket::disconnected, this, &NewsSocket::lose,
            Qt::QueuedConnection);
    m_heardAt = m_clock.elapsed();
    m_watch.startEvery(kPingEvery);
    enter(Connecting);
    m_doors.open(*m_socket, m_path());
}

void NewsSocket::lose()
{
    if (!m_socket || m_state == Closed)
        return;
    m_watch.stop();
    const int code = m_socket->closeCode();
    if (code >= kFinalCodes) {
        enter(Closed);
        emit refused(code);
        return;
    }
    enter(Waiting);
    m_pause.start(m_backOff.next());
}

/// After sleep, or where a cable was pulled, nothing tells the end of a connection.
void NewsSocket::watch()
{
    if (m_clock.elapsed() - m_heardAt > kSilence)
        m_socket->abort();
    else if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->ping();
}

void NewsSocket::close()
{
    m_pause.stop();
    m_watch.stop();
    enter(Closed);
    if (m_socket)
        m_socket->close();
}

void NewsSocket::hurry()
{
    if (m_state != Waiting)
        return;
    m_backOff.reset();
    open();
}

bool NewsSocket::say(const QJsonObject &command)
{
    if (m_state != Live)
        return false;
    const QByteArray text = QJsonDocument(command).toJson(QJsonDocument::Compact);
    return m_socket->sendTextMessage(QString::fromUtf8(text)) > 0;
}

void NewsSocket::enter(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace pilothouse
