#include "access/web_origin.h"

#include "exchange/request_target.h"

#include <QHostAddress>

#include <algorithm>
#include <map>

namespace pilothouse {

namespace {

bool hasPort(QByteArrayView authority)
{
    return authority.contains(':') && !authority.endsWith(']');
}

/// RFC 3986, section 3.1, in lower case. Nobody's page is served by "file".
bool isScheme(const QByteArray &text)
{
    const auto fits = [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '+' ||
               each == '-' || each == '.';
    };
    return !text.isEmpty() && text.front() >= 'a' && text != "file" &&
           std::all_of(text.begin(), text.end(), fits);
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
    static const std::map<QByteArray, QByteArray> ports{{"http", ":80"}, {"https", ":443"}};
    const QByteArray lower = text.toLower();
    const qsizetype colon = lower.indexOf("://");
    const QByteArray scheme = lower.first(std::max<qsizetype>(0, colon));
    if (!isScheme(scheme))
        return std::nullopt;
    QByteArray authority = lower.sliced(colon + 3);
    if (!isHost(authority))
        return std::nullopt;
    const auto port = ports.find(scheme);
    if (port != ports.end() && authority.endsWith(port->second))
        authority.chop(port->second.size());
    return scheme + "://" + authority;
}

bool isSameOrigin(const QByteArray &origin, QByteArrayView authority)
{
    const QByteArray host = authority.toByteArray();
    return webOrigin("http://" + host) == origin || webOrigin("https://" + host) == origin;
}

} // namespace pilothouse
