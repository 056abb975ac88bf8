#include "model/anthropic/endpoint.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kPublicPatience{10};
constexpr std::chrono::minutes kOtherPatience{30};
constexpr char kPublicVersion[] = "2026-10-21";
constexpr char kCompatibleVersion[] = "2023-06-01"; // what other servers expect

bool fitsIntoHeader(const QByteArray &key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

QUrl withPath(QUrl url, const QString &path)
{
    url.setPath(path);
    return url;
}

// People give the server's address with and without "/v1" and the slash, that of the call itself,
// or that of the other call which such servers answer, too.
QUrl messagesUrl(const QUrl &base)
{
    constexpr auto otherCall = "/chat/completions"_L1;
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith("/messages"_L1))
        return withPath(base, path);
    if (path.endsWith(otherCall))
        path.chop(otherCall.size());
    if (!path.endsWith("/v1"_L1))
        path += "/v1"_L1;
    return withPath(base, path + "/messages"_L1);
}

// A query is part of some gateways' addresses (api-version=…); a key in it would be printed.
bool holdsSecret(const QUrl &url)
{
    static const QRegularExpression secret(u"key|token|secret|password|signature|\\bsig\\b"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return !url.userInfo().isEmpty() || url.query().contains(secret);
}

} // namespace

QUrl baseUrlOf(const ModelConfig &config)
{
    const QString text = config.baseUrl.trimmed();
    if (text.isEmpty())
        return QUrl(ModelConfig().baseUrl);
    if (text.contains("://"_L1))
        return QUrl(text, QUrl::StrictMode);
    const QUrl url(u"http://"_s + text, QUrl::StrictMode);
    return isNearby(url.host()) ? url : QUrl(u"https://"_s + text, QUrl::StrictMode);
}

std::chrono::milliseconds idleTimeoutOf(const ModelConfig &config)
{
    if (config.idleTimeout.count() > 0)
        return config.idleTimeout;
    return isPublicApi(baseUrlOf(config)) ? kPublicPatience : kOtherPatience;
}

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
    const QUrl base = baseUrlOf(config);
    if (!base.isValid() || base.host().isEmpty() ||
        (base.scheme() != "https"_L1 && base.scheme() != "http"_L1))
        return fail(Errc::InvalidArgument, u"The base URL must be an http or https address such as "
                                           "http://localhost:11434."_s);
    if (holdsSecret(base) || base.hasFragment())
        return fail(Errc::InvalidArgument, u"The base URL may hold no user name, key or fragment: "
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
                                           "https for the server's address."_s);
    return endpoint;
}

} // namespace pilothouse
