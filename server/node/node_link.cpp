#include "node/node_link.h"

#include "core/log.h"
#include "door/upgrade_desk.h"

#include <QTcpSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds kHelloTime = 10s;
}

NodeLink::NodeLink(std::unique_ptr<QWebSocket> socket, const Clock &clock)
    : m_socket(std::move(socket)), m_life(*m_socket, clock, {}), m_untilHello(clock)
{
    m_socket->setMaxAllowedIncomingFrameSize(kLongestLinkFrame);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestLinkFrame);
    if (QTcpSocket *connection = UpgradeDesk::connectionOf(*m_socket))
        connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { take(frameFromText(text.toUtf8())); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &message) { take(frameFromBinary(message)); });
    connect(&m_life, &ViewerLife::stalled, m_socket.get(), &QWebSocket::abort);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &NodeLink::closed);
    connect(&m_untilHello, &Alarm::rang, this, [this] {
        refuse({Errc::Timeout, u"The server did not say what it wants."_s});
    });
    m_untilHello.start(kHelloTime);
}

NodeLink::~NodeLink()
{
    m_socket->disconnect(this);
    if (m_socket->state() == QAbstractSocket::ConnectedState && !m_isOver)
        m_socket->close();
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void NodeLink::send(const WireFrame &frame)
{
    if (m_isOver)
        return;
    // Never flushed: over TLS that reads as well, in the middle of the message that is being taken.
    if (frame.bytes.isEmpty())
        m_socket->sendTextMessage(QString::fromUtf8(textOf(frame)));
    else
        m_socket->sendBinaryMessage(binaryOf(frame));
}

void NodeLink::refuse(const Error &error)
{
    send(Refused{error});
    m_isOver = true;
    m_untilHello.stop();
    m_life.end(CloseCode::PolicyViolated, error.message.left(100));
}

void NodeLink::take(const Result<WireFrame> &frame)
{
    if (m_isOver)
        return;
    const Result<ToNode> message = frame ? toNodeFrom(*frame) : fail(frame.error());
    if (!message) {
        qCWarning(logHttp).noquote() << u"A server is turned away:"_s << message.error().message;
        return refuse(message.error());
    }
    m_untilHello.stop();
    emit received(*message);
}

} // namespace pilothouse

#include "moc_node_link.cpp"
