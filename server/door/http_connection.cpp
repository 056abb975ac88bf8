#include "door/http_connection.h"

#include "exchange/request_pipe.h"

#include <QSslSocket>

#include <sys/socket.h>

namespace pilothouse {

namespace {

constexpr qint64 kReadBuffer = 64 * 1024;

} // namespace

HttpConnection::HttpConnection(const ConnectionContext &context, QTcpSocket *socket,
                               QHostAddress peer, QObject *parent)
    : QObject(parent), m_context(context), m_limits(context.limits), m_socket(socket), m_peer(peer)
{
    m_sinceProgress.start();
    socket->setParent(this);
    socket->setReadBufferSize(kReadBuffer);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    // Queued: a write that fails must not call back into the code that is writing.
    connect(
        socket, &QTcpSocket::disconnected, this,
        [this] {
            leave();
            deleteLater();
        },
        Qt::QueuedConnection);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::pump);
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::written);
}

HttpConnection::~HttpConnection()
{
    leave();
}

void HttpConnection::start()
{
    auto *tls = qobject_cast<QSslSocket *>(m_socket);
    if (!tls)
        return startReading();
    allowFor(m_limits.handshakeTimeout);
    connect(tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::written);
    connect(tls, &QSslSocket::encrypted, this, &HttpConnection::startReading);
    tls->startServerEncryption();
}

void HttpConnection::turnAway(int status, const HttpFields &fields)
{
    refuse(status, {}, fields);
}

void HttpConnection::startReading()
{
    m_state = State::Head;
    allowFor(m_limits.headTimeout);
    if (m_socket->bytesAvailable() > 0)
        pumpLater();
}

void HttpConnection::allowFor(std::chrono::milliseconds time)
{
    m_deadline.setRemainingTime(time);
}

void HttpConnection::leave()
{
    m_state = State::Closing;
    if (auto *pipe = std::exchange(m_pipe, nullptr))
        pipe->clientGone();
}

void HttpConnection::checkDeadlines()
{
    if (!m_socket)
        return;
    if (pending() > 0 && m_sinceProgress.hasExpired(m_limits.stallTimeout.count()))
        return cut();
    if (!m_deadline.hasExpired())
        return;
    const bool isIdle = m_state == State::Head && m_isFresh;
    if (pending() > 0 && (isIdle || m_state == State::Closing)) // still taking the last answer
        return allowFor(isIdle ? m_limits.idleTimeout : m_limits.lingerTime);
    if (m_state == State::Answering)
        giveUpAnswer();
    else if (m_state == State::Body || (m_state == State::Head && !isIdle))
        refuse(408);
    else
        cut(); // idle, no TLS handshake, or lingering
}

void HttpConnection::windUp()
{
    if (m_state == State::Handshake || (m_state == State::Head && m_isFresh))
        closeGently();
}

void HttpConnection::cut()
{
    if (m_socket)
        m_socket->abort();
}

void HttpConnection::written()
{
    m_sinceProgress.restart();
    if (pending() >= m_limits.lowWater && m_state != State::Closing)
        return;
    if (m_state == State::Closing && m_isShut && pending() == 0 && !isTls())
        // They read our last words although we still take theirs.
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    else if (m_state == State::Head && m_socket->bytesAvailable() > 0)
        pumpLater();
    if (!m_pipe || std::exchange(m_isDrainQueued, true))
        return;
    const auto tell = [this] {
        m_isDrainQueued = false;
        if (m_pipe)
            m_pipe->drained();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void HttpConnection::closeGently()
{
    m_state = State::Closing;
    m_isShut = true;
    allowFor(m_limits.lingerTime);
    m_socket->flush();
    if (isTls())
        m_socket->disconnectFromHost();
    else
        written();
    pumpLater();
}

bool HttpConnection::isTls() const
{
    return qobject_cast<const QSslSocket *>(m_socket) != nullptr;
}

} // namespace pilothouse

#include "moc_http_connection.cpp"
