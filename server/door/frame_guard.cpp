#include "door/frame_guard.h"

#include "door/close_code.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace pilothouse {

FrameGuard::FrameGuard(QTcpSocket *socket) : QObject(socket), m_socket(*socket)
{
    connect(socket, &QTcpSocket::readyRead, this, &FrameGuard::look);
}

void FrameGuard::start(QWebSocket *webSocket)
{
    m_webSocket = webSocket;
    look();
    connect(&m_socket, &QTcpSocket::readyRead, this,
            [this] { m_seen = m_socket.bytesAvailable(); }); // after QWebSocket has read
}

void FrameGuard::look()
{
    const qint64 available = m_socket.bytesAvailable();
    const qint64 fresh = std::max<qint64>(available - m_seen, 0);
    if (!m_webSocket)
        return;
    m_seen = available;
    if (static_cast<quint64>(fresh) <= m_check.known())
        return m_check.passOver(static_cast<quint64>(fresh)); // of a large frame: not copied
    const QByteArray bytes = m_socket.peek(available);
    if (m_check.feed(QByteArrayView(bytes).last(fresh)))
        return;
    m_socket.skip(available);
    m_seen = 0;
    closeWebSocket(*m_webSocket, CloseCode::ProtocolError,
                   QStringLiteral("frames of clients are masked"));
}

} // namespace pilothouse

#include "moc_frame_guard.cpp"
