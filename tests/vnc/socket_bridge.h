#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QUrl>
#include <QWebSocket>

namespace pilothouse {

/// Lets a viewer that knows no WebSocket reach the gateway: each connection to a unix socket
/// becomes a WebSocket of its own.
class SocketBridge
{
public:
    /// Listens at `path`; `target` is the gateway's address for this viewer.
    SocketBridge(const QString &path, QUrl target) : m_target(std::move(target))
    {
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server,
                         [this] { join(m_server.nextPendingConnection()); });
        if (!m_server.listen(path))
            qFatal("the bridge cannot listen");
    }

private:
    void join(QLocalSocket *viewer)
    {
        auto *gateway = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, viewer);
        QObject::connect(gateway, &QWebSocket::binaryMessageReceived, viewer,
                         [viewer](const QByteArray &bytes) { viewer->write(bytes); });
        // An RFB viewer says nothing before the server does, so the WebSocket is open by then.
        QObject::connect(viewer, &QLocalSocket::readyRead, gateway,
                         [viewer, gateway] { gateway->sendBinaryMessage(viewer->readAll()); });
        QObject::connect(gateway, &QWebSocket::disconnected, viewer,
                         &QLocalSocket::disconnectFromServer);
        QObject::connect(viewer, &QLocalSocket::disconnected, viewer, &QObject::deleteLater);
        gateway->open(m_target);
    }

    QUrl m_target;
    QLocalServer m_server;
};

} // namespace pilothouse
