#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

/// Passes TCP connections on to a port of this machine until it is told to cut them.
class CutProxy
{
public:
    explicit CutProxy(quint16 target) : m_target(target)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *client = m_server.nextPendingConnection())
                pass(client);
        });
        mend();
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    /// All connections there are, at once.
    void cut()
    {
        for (const QPointer<QTcpSocket> &socket : std::exchange(m_sockets, {}))
            if (socket)
                socket->abort();
        ++cuts;
    }
    /// None gets through until mend().
    void close()
    {
        m_server.close();
        cut();
    }
    void mend()
    {
        m_server.listen(QHostAddress::LocalHost, m_port);
        m_port = m_server.serverPort();
    }

    /// Cuts by itself whenever so many bytes have got through; 0: never.
    void cutEach(qint64 bytes)
    {
        m_each = bytes;
        m_passed = 0;
    }

    int cuts = 0;

private:
    void count(qint64 bytes)
    {
        m_passed += bytes;
        if (m_each == 0 || m_passed < m_each)
            return;
        m_passed = 0;
        QTimer::singleShot(0, &m_server, [this] { cut(); }); // not while a socket tells of it
    }
    void pass(QTcpSocket *client)
    {
        auto *node = new QTcpSocket(client);
        node->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        join(client, node);
        join(node, client);
        m_sockets.append(client);
        m_sockets.append(node);
        QObject::connect(client, &QTcpSocket::bytesWritten, &m_server,
                         [this](qint64 bytes) { count(bytes); });
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    static void join(QTcpSocket *from, QTcpSocket *to)
    {
        QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] {
            if (to->state() == QAbstractSocket::ConnectedState)
                to->write(from->readAll());
        });
        QObject::connect(to, &QTcpSocket::connected, to,
                         [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
    }

    const quint16 m_target;
    quint16 m_port = 0;
    QTcpServer m_server;
    QList<QPointer<QTcpSocket>> m_sockets;
    qint64 m_each = 0;
    qint64 m_passed = 0;
};
