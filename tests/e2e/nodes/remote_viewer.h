#pragma once

#include "../running_server.h"

#include <QImage>
#include <QTest>
#include <QWebSocket>
#include <QtEndian>

/// A viewer of a session's desktop that asks for one whole picture, uncompressed (RFC 6143).
class RemoteViewer
{
public:
    RemoteViewer(const RunningServer &server, const QString &session)
    {
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                         [this](const QByteArray &bytes) { m_received += bytes; });
        QNetworkRequest request(
            QUrl(QStringLiteral("ws%1/sessions/%2/vnc").arg(server.url.mid(4), session)));
        request.setRawHeader("Authorization", "Bearer " + server.token);
        request.setRawHeader("Sec-WebSocket-Protocol", "binary");
        m_socket.open(request);
    }

    /// Shakes hands, and asks.
    bool begin()
    {
        if (take(12).isEmpty())
            return false;
        say("RFB 003.008\n");
        if (take(2).isEmpty())
            return false;
        say("\1");
        if (take(4).isEmpty())
            return false;
        say("\1");
        const QByteArray init = take(24);
        if (init.isEmpty() || take(qFromBigEndian<qint32>(init.constData() + 20)).isEmpty())
            return false;
        m_size = {qFromBigEndian<quint16>(init.constData()),
                  qFromBigEndian<quint16>(init.constData() + 2)};
        say(QByteArray("\2\0\0\1\0\0\0\0", 8));
        say(QByteArray("\3\0\0\0\0\0", 6) + init.first(4));
        return true;
    }
    /// Null: it did not come whole.
    QImage picture()
    {
        QImage image(m_size, QImage::Format_RGB32);
        QByteArray head = take(1);
        while (!head.isEmpty() && head.at(0) != 0) { // a bell; what was copied
            const QByteArray rest = head.at(0) == 3 ? take(7) : QByteArray(1, 0);
            if (head.at(0) == 3)
                take(qFromBigEndian<qint32>(rest.constData() + 3));
            head = take(1);
        }
        head += take(3);
        const int rectangles = head.isEmpty() ? 0 : qFromBigEndian<quint16>(head.constData() + 2);
        for (int i = 0; i < rectangles; ++i)
            if (!takeRectangle(image))
                return {};
        return rectangles > 0 ? image : QImage();
    }

private:
    void say(const QByteArray &bytes)
    {
        m_socket.sendBinaryMessage(bytes);
        m_socket.flush();
    }
    bool takeRectangle(QImage &image)
    {
        const QByteArray head = take(12);
        if (head.isEmpty())
            return false;
        const auto number = [&](int at) { return qFromBigEndian<quint16>(head.constData() + at); };
        const QByteArray pixels = take(qsizetype(4) * number(4) * number(6));
        for (int y = 0; y < number(6) && !pixels.isEmpty(); ++y)
            memcpy(image.scanLine(number(2) + y) + qsizetype(4) * number(0),
                   pixels.constData() + qsizetype(4) * number(4) * y, size_t(4) * number(4));
        return !pixels.isEmpty();
    }
    /// Empty: they do not come.
    QByteArray take(qsizetype count)
    {
        if (!QTest::qWaitFor([&] { return m_received.size() >= count; }, 20'000))
            return {};
        const QByteArray bytes = m_received.first(count);
        m_received.remove(0, count);
        return bytes;
    }

    QWebSocket m_socket;
    QByteArray m_received;
    QSize m_size;
};
