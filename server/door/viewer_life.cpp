#include "door/viewer_life.h"

#include <QWebSocket>

namespace pilothouse {

namespace {

constexpr int kPatience = 2; // intervals

} // namespace

ViewerLife::ViewerLife(QWebSocket &socket, const Clock &clock, Terms terms)
    : m_socket(socket), m_terms(std::move(terms)), m_nextLook(clock)
{
    connect(&socket, &QWebSocket::pong, this, [this] { m_silentLooks = 0; });
    connect(&socket, &QWebSocket::bytesWritten, this, &ViewerLife::noteProgress);
    connect(&m_nextLook, &Alarm::rang, this, &ViewerLife::look);
    m_nextLook.startEvery(m_terms.interval);
}

void ViewerLife::checkRight()
{
    if (!m_isEnding && m_terms.mayStay && !m_terms.mayStay())
        emit unwelcome();
}

void ViewerLife::end(CloseCode code, const QString &reason)
{
    m_isEnding = true;
    closeWebSocket(m_socket, code, reason);
}

void ViewerLife::look()
{
    if (m_isEnding)
        return m_socket.abort();
    checkRight();
    if (m_isEnding)
        return;
    if (m_socket.bytesToWrite() > 0) { // no pong is due before it has taken that
        if (++m_stalledLooks > kPatience)
            emit stalled();
    } else if (++m_silentLooks > 2 * kPatience) {
        m_socket.abort(); // gone without a word
    } else {
        m_socket.ping();
    }
}

} // namespace pilothouse

#include "moc_viewer_life.cpp"
