#pragma once

#include "gateway.h"
#include "rfb_words.h"

#include <QTest>

namespace pilothouse {

/// A viewer that does as it likes: nothing in it keeps to a role.
class RfbViewer
{
public:
    /// Opens the connection; shakeHands() comes next.
    RfbViewer(const Gateway &gateway, const SessionId &session, const QString &viewer = {})
    {
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                         [this](const QByteArray &bytes) { received += bytes; });
        m_socket.open(gateway.url(session, viewer));
    }

    /// True when the desktop was announced, which is then left out of `received`.
    bool shakeHands()
    {
        if (!waitFor(rfb::kVersionSize))
            return false;
        say("RFB 003.008\n\1\1");
        const qsizetype before = rfb::kVersionSize + 2 + 4;
        if (!waitFor(before + 24))
            return false;
        const auto name = rfb::read<quint32>(received, before + 20);
        if (!waitFor(before + 24 + qsizetype(name)))
            return false;
        received.remove(0, before + 24 + qsizetype(name));
        return true;
    }
    void say(const QByteArray &bytes)
    {
        m_socket.sendBinaryMessage(bytes);
        m_socket.flush();
    }
    void sayText(const QString &text) { m_socket.sendTextMessage(text); }
    void leave() { m_socket.abort(); }

    bool waitFor(qsizetype bytes)
    {
        return QTest::qWaitFor([&] { return received.size() >= bytes; }, 20'000);
    }
    bool waitForClose()
    {
        return QTest::qWaitFor([&] { return isClosed(); }, 20'000);
    }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    int closeCode() const { return m_socket.closeCode(); }

    QByteArray received;

private:
    QWebSocket m_socket;
};

} // namespace pilothouse
