#include "model/anthropic/endpoint.h"

#include <QHostAddress>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char kPublicVersion[] = "2026-10-21";
constexpr char kCompatibleVersion[] = "2023-06-01"; // what other servers expect

bool fitsIntoHeader(const QByteArray &key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// People give the address with and without "/v1" and the slash.
QUrl messagesUrl(QUrl base)
{
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith("/v1"_L1))
        path += "/v1"_L1;
    base.setPath(path + "/messages"_L1);
    return base;
}

} // namespace

bool isPublicApi(const QUrl &url)
{
    return url.host() == "anthropic.com"_L1 || url.host().endsWith(".anthropic.com"_L1);
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

Result<Endpoint> endpointFor(const ModelConfig &config, const QString &keyOverride)
{
    const QUrl base(config.baseUrl.trimmed(), QUrl::StrictMode);
    if (!base.isValid() || base.host().isEmpty() ||
        (base.scheme() != "https"_L1 && base.scheme() != "http"_L1))
        return fail(Errc::InvalidArgument, u"The base URL is not an http or https address: set "
                                           "--base-url to one such as http://localhost:11434."_s);
    if (!base.userInfo().isEmpty() || base.hasQuery() || base.hasFragment())
        return fail(Errc::InvalidArgument,
                    u"The base URL may hold no user name, query or fragment: "
                    "give the key as ANTHROPIC_API_KEY."_s);

    const QString key = (keyOverride.trimmed().isEmpty() ? config.apiKey : keyOverride).trimmed();
    Endpoint endpoint{.url = messagesUrl(base),
                      .isPublic = isPublicApi(base),
                      .apiVersion = config.apiVersion.toLatin1(),
                      .credential = config.credential,
                      .key = key.toUtf8()};
    if (endpoint.apiVersion.isEmpty())
        endpoint.apiVersion = endpoint.isPublic ? kPublicVersion : kCompatibleVersion;
    if (endpoint.isPublic && endpoint.key.isEmpty())
        return fail(Errc::Unauthorized, u"No API key is set: set ANTHROPIC_API_KEY, or send a key "
                                        "with the message."_s);
    if (!fitsIntoHeader(endpoint.key))
        return fail(Errc::Unauthorized, u"The API key holds spaces or characters that no key has: "
                                        "copy it again."_s);
    if (!endpoint.key.isEmpty() && base.scheme() == "http"_L1 && !isNearby(base.host()))
        return fail(Errc::InvalidArgument, u"The key would cross the network in clear text: use "
                                           "https in --base-url."_s);
    return endpoint;
}

} // namespace pilothouse
