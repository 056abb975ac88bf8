#include "remote/node_address.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestTokenFile = 4096;

bool isHere(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

Result<QUrl> nodeUrl(const QString &text, bool plain)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttps = url.scheme() == "https"_L1;
    const bool hasMore =
        !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() || url.path().size() > 1;
    if (!url.isValid() || url.host().isEmpty() || hasMore ||
        (!isHttps && url.scheme() != "http"_L1))
        return fail(Errc::InvalidArgument, u"a node is an address like https://node-a:8443"_s);
    if (!isHttps && !isHere(url) && !plain)
        return fail(Errc::InvalidArgument,
                    u"%1 would be spoken to in the clear: use https"_s.arg(url.toString()));
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::RemovePath);
}

} // namespace

bool NodeAddress::isPrivate() const
{
    return url.scheme() == "https"_L1 || isHere(url);
}

QNetworkRequest NodeAddress::request(const QString &path, bool socket) const
{
    const QUrl relative(path);
    QUrl whole = url;
    whole.setPath(relative.path());
    whole.setQuery(relative.query());
    if (socket)
        whole.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    QNetworkRequest request(whole);
    request.setSslConfiguration(tls);
    request.setPeerVerifyName(certificateName);
    request.setRawHeader("Authorization", "Bearer " + token);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    return request;
}

Result<QByteArray> nodeToken(const NodeConfig &config)
{
    QByteArray token = config.token.toUtf8();
    if (token.isEmpty() && !config.tokenFile.isEmpty()) {
        QFile file(config.tokenFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::InvalidArgument,
                        u"the file of the token, %1, cannot be read"_s.arg(config.tokenFile),
                        file.errorString());
        token = file.read(kLargestTokenFile).trimmed();
    }
    if (token.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"a node and its servers share a token: name its file"_s);
    if (token.size() < kLeastTokenLength)
        return fail(Errc::InvalidArgument,
                    u"the token of nodes needs at least %1 characters"_s.arg(kLeastTokenLength));
    return token;
}

Result<QSslConfiguration> nodeTls(const NodeConfig &config)
{
    const QString &authority = config.authority;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (authority.isEmpty())
        return tls;
    QFile file(authority);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QList<QSslCertificate> found =
        isOpen ? QSslCertificate::fromData(file.readAll(), QSsl::Pem) : QList<QSslCertificate>();
    if (found.isEmpty())
        return fail(Errc::InvalidArgument, u"%1 holds no PEM certificate"_s.arg(authority),
                    file.errorString());
    tls.addCaCertificates(found);
    return tls;
}

Result<QList<NodeAddress>> nodeAddresses(const NodeConfig &config)
{
    const Result<QByteArray> token = nodeToken(config);
    if (!token)
        return fail(token.error());
    const Result<QSslConfiguration> tls = nodeTls(config);
    if (!tls)
        return fail(tls.error());
    QList<NodeAddress> addresses;
    for (const QString &text : config.urls) {
        const Result<QUrl> url = nodeUrl(text, config.plain);
        if (!url)
            return fail(url.error());
        addresses.append(
            {.url = *url, .token = *token, .tls = *tls, .certificateName = config.certificateName});
    }
    return addresses;
}

} // namespace pilothouse
