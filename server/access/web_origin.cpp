#include "access/web_origin.h"

#include "exchange/request_target.h"

#include <QHostAddress>

namespace pilothouse {

namespace {

bool hasPort(QByteArrayView authority)
{
    return authority.contains(':') && !authority.endsWith(']');
}

} // namespace

QByteArray hostName(QByteArrayView authority)
{
    if (hasPort(authority) && (authority.startsWith('[') || authority.count(':') == 1))
        authority = authority.first(authority.lastIndexOf(':'));
    if (authority.startsWith('[') && authority.endsWith(']'))
        authority = authority.sliced(1, authority.size() - 2);
    if (authority.endsWith('.'))
        authority.chop(1);
    return authority.toByteArray().toLower();
}

bool isLoopbackName(const QByteArray &name)
{
    return name == "localhost" || QHostAddress(QString::fromLatin1(name)).isLoopback();
}

bool isAddress(const QByteArray &name)
{
    return !QHostAddress(QString::fromLatin1(name)).isNull();
}

std::optional<QByteArray> webOrigin(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    for (const auto &[scheme, port] : {std::pair<QByteArray, QByteArray>{"http://", ":80"},
                                       std::pair<QByteArray, QByteArray>{"https://", ":443"}}) {
        if (!lower.startsWith(scheme))
            continue;
        QByteArray authority = lower.sliced(scheme.size());
        if (!isHost(authority))
            return std::nullopt;
        if (authority.endsWith(port))
            authority.chop(port.size());
        return scheme + authority;
    }
    return std::nullopt;
}

bool isSameOrigin(const QByteArray &origin, QByteArrayView authority)
{
    const QByteArray host = authority.toByteArray();
    return webOrigin("http://" + host) == origin || webOrigin("https://" + host) == origin;
}

} // namespace pilothouse
