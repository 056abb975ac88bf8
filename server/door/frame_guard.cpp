#include "door/frame_guard.h"

#include "door/close_code.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace pilothouse {

FrameGuard::FrameGuard(QTcpSocket *socket, const std::shared_ptr<qint64> &held, qint64 mostHeld)
    : QObject(socket), m_socket(*socket), m_held(held), m_mostHeld(mostHeld)
{
    connect(socket, &QTcpSocket::readyRead, this, &FrameGuard::look);
}

void FrameGuard::start(QWebSocket *webSocket)
{
    m_webSocket = webSocket;
    look();
    connect(&m_socket, &QTcpSocket::readyRead, this,
            &FrameGuard::hold); // after QWebSocket has read
}

void FrameGuard::look()
{
    const qint64 available = m_socket.bytesAvailable();
    const qint64 fresh = std::max<qint64>(available - m_seen, 0);
    if (!m_webSocket)
        return;
    m_seen = available;
    if (!m_isOver && static_cast<quint64>(fresh) <= m_check.known())
        return m_check.passOver(static_cast<quint64>(fresh)); // of a large frame: not copied
    const QByteArray bytes = m_isOver ? QByteArray() : m_socket.peek(available);
    if (m_isOver || !m_check.feed(QByteArrayView(bytes).last(fresh)))
        end(CloseCode::ProtocolError, QStringLiteral("frames of clients are masked"));
}

void FrameGuard::hold()
{
    m_seen = m_socket.bytesAvailable();
    m_held.set(m_seen);
    if (m_seen > 0 && m_held.ofAll() > m_mostHeld)
        end(CloseCode::TryAgainLater, QStringLiteral("too much is half sent: try again"));
}

// What comes after that is dropped unread.
void FrameGuard::end(CloseCode code, const QString &reason)
{
    m_socket.skip(m_seen);
    m_seen = 0;
    m_held.set(0);
    if (!std::exchange(m_isOver, true))
        closeWebSocket(*m_webSocket, code, reason);
}

} // namespace pilothouse

#include "moc_frame_guard.cpp"
