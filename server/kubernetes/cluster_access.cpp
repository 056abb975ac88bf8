#include "kubernetes/cluster_access.h"

#include "kubernetes/kubeconfig.h"

#include <QFile>
#include <QSslCertificate>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 1024 * 1024;

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::InvalidArgument, u"%1 cannot be read"_s.arg(path), file.errorString());
    return file.read(kLargestFile).trimmed();
}

/// As a pod finds it: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod
Result<ClusterAccess> podAccess(const KubernetesConfig &config)
{
    const Result<QByteArray> authority = contentOf(config.accountDir + u"/ca.crt"_s);
    const Result<QByteArray> space = contentOf(config.accountDir + u"/namespace"_s);
    if (!authority || !space)
        return fail(authority ? space.error() : authority.error());
    ClusterAccess access;
    access.server.setScheme(u"https"_s);
    access.server.setHost(config.apiHost);
    access.server.setPort(config.apiPort);
    access.space = QString::fromUtf8(*space);
    access.tokenFile = config.accountDir + u"/token"_s;
    const QList<QSslCertificate> found = QSslCertificate::fromData(*authority, QSsl::Pem);
    if (found.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"%1/ca.crt holds no PEM certificate"_s.arg(config.accountDir));
    access.tls.setCaCertificates(found);
    return access;
}

Result<ClusterAccess> fileAccess(const QString &path)
{
    const Result<QByteArray> text = contentOf(path);
    if (!text)
        return fail(text.error());
    auto access = kubeconfigAccess(*text, path);
    if (!access)
        return fail(access.error().code, u"%1: %2"_s.arg(path, access.error().message),
                    access.error().detail);
    return access;
}

} // namespace

Result<QNetworkRequest> ClusterAccess::request(const QString &pathAndQuery) const
{
    QByteArray shown = token;
    if (shown.isEmpty() && !tokenFile.isEmpty()) {
        const Result<QByteArray> content = contentOf(tokenFile);
        if (!content)
            return fail(Errc::Io, content.error().message, content.error().detail);
        shown = *content;
    }
    QNetworkRequest request(QUrl(server.toString(QUrl::StripTrailingSlash) + pathAndQuery));
    request.setSslConfiguration(tls);
    request.setPeerVerifyName(certificateName);
    if (!shown.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + shown);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("User-Agent", "pilothouse/" PILOTHOUSE_VERSION);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    return request;
}

Result<ClusterAccess> clusterAccess(const KubernetesConfig &config)
{
    if (config.kubeconfig.isEmpty() && config.apiHost.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"this is no pod of a cluster: name a kubeconfig that says where the cluster "
                    "is and as whom it is asked"_s);
    Result<ClusterAccess> found =
        config.kubeconfig.isEmpty() ? podAccess(config) : fileAccess(config.kubeconfig);
    if (found && !config.space.isEmpty())
        found->space = config.space;
    if (found && found->space.isEmpty())
        found->space = u"default"_s;
    return found;
}

} // namespace pilothouse
