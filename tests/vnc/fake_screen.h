#pragma once

#include "rfb_words.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QTemporaryDir>

namespace pilothouse {

/// An X server's RFB socket, in memory: shakes hands, keeps what is said afterwards, and says what
/// the test tells it to.
class FakeScreen
{
public:
    FakeScreen()
    {
        m_server.listen(path());
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
            auto *client = m_server.nextPendingConnection();
            clients.append(client);
            said.append(QByteArray());
            const qsizetype index = clients.size() - 1;
            client->write("RFB 003.008\n" + QByteArray("\1\1\0\0\0\0", 6) +
                          rfb::serverInit(64, 48, "Fake"));
            QObject::connect(client, &QLocalSocket::readyRead, client,
                             [this, client, index] { said[index] += client->readAll(); });
        });
    }

    QString path() const { return m_folder.filePath(QStringLiteral("rfb")); }
    void stopListening() { m_server.close(); }

    /// The fence that connection number `index` sent last, as the answer that it waits for; empty
    /// without one.
    QByteArray answerToFence(qsizetype index = 0) const
    {
        const QByteArray bytes = heard(index);
        const qsizetype at = bytes.lastIndexOf(QByteArray("\xf8\0\0\0\x80", 5));
        return at < 0 ? QByteArray() : bytes.sliced(at).replace(4, 1, QByteArray(1, '\0'));
    }

    /// What connection number `index` said after its handshake.
    QByteArray heard(qsizetype index = 0) const
    {
        const qsizetype handshake = rfb::kVersionSize + 2; // version, security, shared
        return said.value(index).mid(handshake);
    }

    QList<QPointer<QLocalSocket>> clients;
    QByteArrayList said;

private:
    QTemporaryDir m_folder;
    QLocalServer m_server;
};

} // namespace pilothouse
