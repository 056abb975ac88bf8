#pragma once

#include "demo/demo_server.h"
#include "demo_requests.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrl>

/// The demo model's server spoken to byte by byte.
namespace pilothouse {

using namespace Qt::StringLiterals;

inline QByteArray post(const QString &key, const QByteArray &body,
                       const QByteArray &path = "/v1/messages")
{
    return "POST " + path +
           " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
           "anthropic-version: 2023-06-01\r\nx-api-key: " +
           key.toLatin1() + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

inline QJsonObject hello(bool stream)
{
    QJsonObject request = requestFor(u"say Grüße 😀, one and all of you out there"_s, {});
    request.insert(u"stream"_s, stream);
    return request;
}

inline void connectTo(QTcpSocket &socket, const DemoModelServer &server)
{
    socket.connectToHost(u"127.0.0.1"_s, quint16(QUrl(server.baseUrl()).port()));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
}
inline QByteArray readUntil(QTcpSocket &socket, const QByteArray &end)
{
    QByteArray seen;
    [&] { QTRY_VERIFY_WITH_TIMEOUT((seen += socket.readAll()).contains(end), 10'000); }();
    return seen;
}

} // namespace pilothouse
