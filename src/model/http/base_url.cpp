#include "model/http/base_url.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool fitsIntoHeader(const QByteArray &key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// A query is part of some gateways' addresses (api-version=…); a key in it would be printed.
bool holdsSecret(const QUrl &url)
{
    static const QRegularExpression secret(u"key|token|secret|password|signature|\\bsig\\b"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return !url.userInfo().isEmpty() || url.query().contains(secret);
}

} // namespace

QUrl serverUrl(const QString &text)
{
    const QString address = text.trimmed();
    if (address.contains("://"_L1))
        return QUrl(address, QUrl::StrictMode);
    const QUrl url(u"http://"_s + address, QUrl::StrictMode);
    return isNearby(url.host()) ? url : QUrl(u"https://"_s + address, QUrl::StrictMode);
}

bool isLoopback(const QString &host)
{
    return QHostAddress(host).isLoopback() || host == "localhost"_L1 ||
           host.endsWith(".localhost"_L1);
}

bool isNearby(const QString &host)
{
    const QHostAddress address(host);
    if (!address.isNull())
        return address.isLoopback() || address.isLinkLocal() ||
               address.isInSubnet(QHostAddress(u"10.0.0.0"_s), 8) ||
               address.isInSubnet(QHostAddress(u"172.16.0.0"_s), 12) ||
               address.isInSubnet(QHostAddress(u"192.168.0.0"_s), 16) ||
               address.isInSubnet(QHostAddress(u"fc00::"_s), 7);
    return !host.contains(u'.') || host.endsWith(".localhost"_L1) ||
           host.endsWith(".internal"_L1) || host.endsWith(".local"_L1);
}

Result<> checkServer(const QUrl &base, const QByteArray &key, const QString &keyName)
{
    if (!base.isValid() || base.host().isEmpty() ||
        (base.scheme() != "https"_L1 && base.scheme() != "http"_L1))
        return fail(Errc::InvalidArgument, u"The base URL must be an http or https address such as "
                                           "http://localhost:11434."_s);
    if (holdsSecret(base) || base.hasFragment())
        return fail(Errc::InvalidArgument, u"The base URL may hold no user name, key or fragment: "
                                           "give the key as %1."_s.arg(keyName));
    if (!fitsIntoHeader(key))
        return fail(Errc::Unauthorized, u"The API key holds spaces or characters that no key has: "
                                        "copy it again."_s);
    if (!key.isEmpty() && base.scheme() == "http"_L1 && !isNearby(base.host()))
        return fail(Errc::InvalidArgument, u"The key would cross the network in clear text: use "
                                           "https for the server's address."_s);
    return {};
}

QUrl callUrl(const QUrl &base, QLatin1StringView call, QLatin1StringView otherCall)
{
    QUrl url = base;
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith(call)) {
        if (path.endsWith(otherCall))
            path.chop(otherCall.size());
        if (!path.endsWith("/v1"_L1))
            path += "/v1"_L1;
        path += call;
    }
    url.setPath(path);
    return url;
}

} // namespace pilothouse
