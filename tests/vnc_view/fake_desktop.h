#pragma once

#include "qml/vnc/rfb_bytes.h"
#include "rfb_server_words.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace pilothouse {

/// A desktop behind a WebSocket that writes down what is done to it, and says what it is told to.
class FakeDesktop
{
public:
    /// `tls`: what it shows to who connects; null: no TLS.
    explicit FakeDesktop(QSize size, const QSslConfiguration *tls = nullptr)
        : m_size(size), m_server(QStringLiteral("desktop"), tls ? QWebSocketServer::SecureMode
                                                                : QWebSocketServer::NonSecureMode)
    {
        if (tls)
            m_server.setSslConfiguration(*tls);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the test's port cannot be opened");
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            m_viewer.reset(m_server.nextPendingConnection());
            m_step = &FakeDesktop::greeted;
            QObject::connect(m_viewer.get(), &QWebSocket::binaryMessageReceived, m_viewer.get(),
                             [this](const QByteArray &bytes) { hear(bytes); });
            say(rfbserver::greeting(quint16(m_size.width()), quint16(m_size.height())));
        });
    }
    QUrl url() const
    {
        const bool isOpen = m_server.secureMode() == QWebSocketServer::NonSecureMode;
        return QUrl(QLatin1StringView(isOpen ? "ws" : "wss") +
                    QStringLiteral("://127.0.0.1:%1/").arg(m_server.serverPort()));
    }
    void say(const QByteArray &bytes) { m_viewer->sendBinaryMessage(bytes); }

    /// "down 61", "up 61" (keysyms in hexadecimal), "pointer 1 20,30" (buttons and place), "text 9"
    /// (bytes of a clipboard), "fence".
    QStringList done;

private:
    using Step = void (FakeDesktop::*)(RfbBytes &);

    void hear(const QByteArray &bytes)
    {
        m_rest += bytes;
        while (!m_rest.isEmpty()) {
            RfbBytes left(m_rest);
            (this->*m_step)(left);
            if (left.isShort())
                return;
            m_rest.remove(0, left.taken());
        }
    }
    void greeted(RfbBytes &bytes)
    {
        bytes.take(14); // version, kind of security, that it is shared
        if (!bytes.isShort())
            m_step = &FakeDesktop::message;
    }
    void message(RfbBytes &bytes)
    {
        switch (bytes.number<quint8>()) {
        case 0: // format of pixels
            bytes.take(19);
            break;
        case 2: // encodings
            bytes.take(1);
            bytes.take(4 * bytes.number<quint16>());
            break;
        case 4:
            key(bytes);
            break;
        case 5:
            pointer(bytes);
            break;
        case 6: {
            bytes.take(3);
            const auto size = std::abs(bytes.number<qint32>());
            bytes.take(size);
            write(bytes, QStringLiteral("text %1").arg(size));
            break;
        }
        case 248:
            bytes.take(7);
            bytes.take(bytes.number<quint8>());
            write(bytes, QStringLiteral("fence"));
            break;
        default: // asks for pictures
            bytes.take(9);
        }
    }
    void key(RfbBytes &bytes)
    {
        const bool isDown = bytes.number<quint8>() != 0;
        bytes.take(2);
        const auto keysym = bytes.number<quint32>();
        write(bytes, QLatin1StringView(isDown ? "down " : "up ") + QString::number(keysym, 16));
    }
    void pointer(RfbBytes &bytes)
    {
        const int buttons = bytes.number<quint8>();
        const int x = bytes.number<quint16>();
        const int y = bytes.number<quint16>();
        write(bytes, QStringLiteral("pointer %1 %2,%3").arg(buttons).arg(x).arg(y));
    }
    void write(const RfbBytes &bytes, const QString &line)
    {
        if (!bytes.isShort())
            done.append(line);
    }

    QSize m_size;
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_viewer;
    QByteArray m_rest;
    Step m_step = &FakeDesktop::greeted;
};

} // namespace pilothouse
