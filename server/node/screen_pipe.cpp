#include "node/screen_pipe.h"

#include "door/upgrade_desk.h"

#include <QTcpSocket>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReadAhead = 256 * 1024; // bytes of the X server that we hold
constexpr qint64 kPart = 64 * 1024;
constexpr qint64 kMostUntaken = 4 * 1024 * 1024; // bytes that the X server does not take
constexpr qint64 kMostCredit = 16 * 1024 * 1024;
constexpr quint64 kLongestInput = 4 * 1024 * 1024; // a clipboard

} // namespace

ScreenPipe::ScreenPipe(std::unique_ptr<QWebSocket> socket, const RfbAccess &rfb, const Clock &clock)
    : m_socket(std::move(socket)), m_life(*m_socket, clock, {})
{
    m_socket->setMaxAllowedIncomingFrameSize(kLongestInput);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestInput);
    if (QTcpSocket *connection = UpgradeDesk::connectionOf(*m_socket))
        connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_desktop.setReadBufferSize(kReadAhead);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) {
                m_desktop.write(bytes);
                m_desktop.flush();
                if (m_desktop.bytesToWrite() > kMostUntaken)
                    close();
            });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &ScreenPipe::takeCredit);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_life, &ViewerLife::stalled, m_socket.get(), &QWebSocket::abort);
    connect(&m_desktop, &QLocalSocket::readyRead, this, &ScreenPipe::pass);
    connect(&m_desktop, &QLocalSocket::disconnected, this, &ScreenPipe::close);
    connect(&m_desktop, &QLocalSocket::errorOccurred, this, &ScreenPipe::close);
    m_desktop.connectToServer(rfb.socket);
}

ScreenPipe::~ScreenPipe()
{
    m_desktop.disconnect(this);
    m_socket->disconnect(this);
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void ScreenPipe::close()
{
    if (!m_life.isEnding())
        m_life.end(CloseCode::NoDesktop, u"the desktop has ended"_s);
}

void ScreenPipe::takeCredit(const QString &text)
{
    bool isNumber = false;
    const qint64 more = text.toLongLong(&isNumber);
    if (!isNumber || more < 1 || m_credit + more > kMostCredit)
        return m_life.end(CloseCode::ProtocolError, u"that is no number of bytes to take"_s);
    m_credit += more;
    pass();
}

void ScreenPipe::pass()
{
    while (m_credit > 0 && m_desktop.bytesAvailable() > 0) {
        const QByteArray part = m_desktop.read(std::min(m_credit, kPart));
        m_credit -= part.size();
        m_socket->sendBinaryMessage(part); // and no flush(): see NodeLink::send()
    }
}

} // namespace pilothouse

#include "moc_screen_pipe.cpp"
