#pragma once

#include "wire/to_node.h"
#include "wire/to_server.h"

#include <QWebSocket>
#include <QWebSocketServer>

namespace pilothouse {

/// A node whose desktop is the test: it notes what it is told, and says what the test says.
class ScriptedNode
{
public:
    ScriptedNode() : m_server(QStringLiteral("node"), QWebSocketServer::NonSecureMode)
    {
        listen();
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            m_socket.reset(m_server.nextPendingConnection());
            ++connections;
            QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, m_socket.get(),
                             [this](const QString &text) { take(text); });
        });
    }

    void listen()
    {
        m_server.listen(QHostAddress::LocalHost, m_port);
        m_port = m_server.serverPort();
    }
    /// Nobody gets in.
    void refuseAll() { m_server.close(); }
    /// As a cable that is pulled.
    void cut() { m_socket->abort(); }
    void say(const ToServer &message) { sayFrame(frameOf(message)); }
    void sayFrame(const WireFrame &frame)
    {
        m_socket->sendTextMessage(QString::fromUtf8(textOf(frame)));
    }
    bool isLeft() const { return m_socket->state() == QAbstractSocket::UnconnectedState; }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

    template <typename Message> QList<Message> all() const
    {
        QList<Message> found;
        for (const ToNode &each : told)
            if (const auto *message = std::get_if<Message>(&each))
                found.append(*message);
        return found;
    }
    QList<qint64> requests() const
    {
        QList<qint64> ids;
        for (const Request &each : all<Request>())
            ids.append(each.id);
        return ids;
    }

    QList<ToNode> told;
    int connections = 0;
    bool greets = true; ///< says Ready to each Hello

private:
    void take(const QString &text)
    {
        const auto message = toNodeFrom(*frameFromText(text.toUtf8()));
        Q_ASSERT(message);
        told.append(*message);
        if (std::holds_alternative<Hello>(*message) && greets)
            say(Ready{.wasThere = connections > 1, .size = {800, 600}});
    }

    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_socket;
    quint16 m_port = 0;
};

} // namespace pilothouse
