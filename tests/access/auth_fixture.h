#pragma once

#include "access/access_control.h"
#include "access/credentials.h"
#include "exchange/http_head.h"
#include "support/fake_clock.h"

#include <QTest>

namespace pilothouse {

inline const QByteArray kToken = "right-token-0123456789";
inline const QHostAddress kPeer{QHostAddress::LocalHost};

/// The head of a request, e.g. headOf("GET /ui/", {"Accept: text/html"}). To localhost:8000 unless
/// the fields name a Host.
inline HttpHead headOf(const QByteArray &start, QByteArrayList fields = {})
{
    const bool hasHost = std::any_of(fields.begin(), fields.end(), [](const QByteArray &field) {
        return field.startsWith("Host:");
    });
    if (!hasHost)
        fields.prepend("Host: localhost:8000");
    const QByteArray text = start + " HTTP/1.1\r\n" + fields.join("\r\n") + "\r\n\r\n";
    const auto head = parseHead(text, HttpLimits());
    if (!head)
        qFatal("the test's request is not one: %s", text.constData());
    return *head;
}

/// The fields that make a GET an upgrade.
inline QByteArrayList upgradeFields(const QByteArrayList &more = {})
{
    return QByteArrayList{"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="} +
           more;
}

inline QByteArray field(const HttpFields &fields, const QByteArray &name)
{
    for (const auto &[fieldName, value] : fields)
        if (fieldName.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

/// Name and value of the cookie that an answer sets, as the browser sends them back.
inline QByteArray cookieIn(const QByteArray &setCookie)
{
    return setCookie.left(setCookie.indexOf(';'));
}

/// What a browser shows after that login; `key` false: the cookie alone.
inline QByteArrayList shown(const LoginCookies::Login &login, bool key = true)
{
    QByteArrayList lines;
    lines.append("Cookie: " + cookieIn(field(login.fields, "set-cookie")));
    if (key)
        lines.append("X-Pilothouse-Key: " + login.pageKey);
    return lines;
}

/// The server's guard with a clock that a test moves.
struct AuthFixture
{
    explicit AuthFixture(const ServerConfig &settings = {}) : config(settings) {}

    Verdict check(const QByteArray &start, const QByteArrayList &fields = {})
    {
        return control.check(headOf(start, fields), kPeer);
    }

    ServerConfig config;
    FakeClock clock;
    Credentials credentials{config, kToken, clock};
    AccessControl control{config, credentials};
};

} // namespace pilothouse
