#include "remote/rfb_tunnel.h"

#include "remote/node_socket.h"

#include <QLocalSocket>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kOnTheWay = 1024 * 1024; // bytes that the node may send before some are taken
constexpr qint64 kPart = 64 * 1024;
constexpr qint64 kReadAhead = 256 * 1024;
constexpr quint64 kLongestPart = 1024 * 1024;

/// One connection. Deletes itself with either end. Its WebSocket is never flushed: over TLS that
/// reads as well, in the middle of the message that is being taken.
class Forwarding final : public QObject
{
public:
    Forwarding(QLocalSocket *viewer, const NodeAddress &node, const QString &path, QObject *parent)
        : QObject(parent), m_viewer(viewer)
    {
        m_viewer->setParent(this);
        m_viewer->setReadBufferSize(kReadAhead);
        m_node.setMaxAllowedIncomingFrameSize(kLongestPart);
        m_node.setMaxAllowedIncomingMessageSize(kLongestPart);
        connect(m_viewer, &QLocalSocket::readyRead, this, &Forwarding::toNode);
        connect(m_viewer, &QLocalSocket::disconnected, this, &QObject::deleteLater);
        connect(m_viewer, &QLocalSocket::bytesWritten, this, &Forwarding::grant);
        connect(&m_node, &QWebSocket::connected, this, [this] {
            m_node.sendTextMessage(QString::number(kOnTheWay));
            toNode();
        });
        connect(&m_node, &QWebSocket::bytesWritten, this, &Forwarding::toNode);
        connect(&m_node, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &part) {
            m_viewer->write(part);
            m_viewer->flush();
        });
        connect(&m_node, &QWebSocket::disconnected, this, &QObject::deleteLater);
        openNodeSocket(m_node, node, path);
    }
    ~Forwarding() override
    {
        m_node.disconnect(this);
        m_viewer->disconnect(this);
    }

private:
    void toNode()
    {
        const bool isOpen = m_node.state() == QAbstractSocket::ConnectedState;
        while (isOpen && m_viewer->bytesAvailable() > 0 && m_node.bytesToWrite() < kReadAhead)
            m_node.sendBinaryMessage(m_viewer->read(kPart));
    }
    void grant(qint64 taken)
    {
        m_taken += taken;
        if (m_taken < kPart)
            return;
        m_node.sendTextMessage(QString::number(std::exchange(m_taken, 0)));
    }

    QLocalSocket *m_viewer;
    QWebSocket m_node;
    qint64 m_taken = 0; ///< bytes that the node does not know of yet
};

} // namespace

Result<std::unique_ptr<RfbTunnel>> RfbTunnel::open(const QString &runtimeDir, NodeAddress node,
                                                   const QString &target)
{
    auto folder = RuntimeFolder::create(runtimeDir);
    if (!folder)
        return fail(folder.error());
    std::unique_ptr<RfbTunnel> tunnel(new RfbTunnel(*std::move(folder), std::move(node), target));
    if (!tunnel->m_server.listen(tunnel->socket()))
        return fail(Errc::Io, u"The way to the screen of a node cannot be opened."_s,
                    tunnel->m_server.errorString());
    return tunnel;
}

RfbTunnel::RfbTunnel(std::unique_ptr<RuntimeFolder> folder, NodeAddress node, const QString &target)
    : m_folder(std::move(folder)), m_node(std::move(node)), m_target(target)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *viewer = m_server.nextPendingConnection())
            new Forwarding(viewer, m_node, m_target, this);
    });
}

RfbTunnel::~RfbTunnel() = default;

} // namespace pilothouse

#include "moc_rfb_tunnel.cpp"
