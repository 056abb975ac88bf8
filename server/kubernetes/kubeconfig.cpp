#include "kubernetes/kubeconfig.h"

#include "core/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonArray>
#include <QSslCertificate>
#include <QSslKey>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure wrong(const QString &message)
{
    return fail(Errc::InvalidArgument, message);
}

/// The entry `name` of a list like [{"name": …, "user": {…}}].
QJsonObject entryOf(const QJsonObject &config, QLatin1StringView list, QLatin1StringView kind,
                    const QString &name)
{
    for (const QJsonValue &each : config.value(list).toArray())
        if (each.toObject().value("name"_L1).toString() == name)
            return each.toObject().value(kind).toObject();
    return {};
}

/// KEY-data holds it in base64, KEY names a file; neither: empty.
Result<QByteArray> blob(const QJsonObject &from, const QString &key, const QDir &folder)
{
    const QString data = from.value(key + u"-data"_s).toString();
    if (!data.isEmpty())
        return QByteArray::fromBase64(data.toLatin1());
    const QString name = from.value(key).toString();
    if (name.isEmpty())
        return QByteArray();
    QFile file(folder.absoluteFilePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return wrong(u"its %1 %2 cannot be read"_s.arg(key, file.fileName()));
    return file.readAll();
}

QSslKey keyFrom(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey key(pem, algorithm, QSsl::Pem);
        if (!key.isNull())
            return key;
    }
    return {};
}

Result<> readCluster(const QJsonObject &cluster, const QDir &folder, ClusterAccess &access)
{
    access.server = QUrl(cluster.value("server"_L1).toString(), QUrl::StrictMode);
    const QString scheme = access.server.scheme();
    const bool isHere =
        access.server.host() == "localhost"_L1 || QHostAddress(access.server.host()).isLoopback();
    if (!access.server.isValid() || access.server.host().isEmpty())
        return wrong(u"its current context names no server"_s);
    if (scheme != "https"_L1 && !(scheme == "http"_L1 && isHere))
        return wrong(u"%1 would be spoken to in the clear"_s.arg(access.server.toString()));
    if (cluster.value("insecure-skip-tls-verify"_L1).toBool())
        return wrong(u"it says not to look at the certificate of the cluster: take "
                     "insecure-skip-tls-verify out, and name the certificate-authority"_s);
    access.certificateName = cluster.value("tls-server-name"_L1).toString();
    const Result<QByteArray> authority = blob(cluster, u"certificate-authority"_s, folder);
    if (!authority)
        return fail(authority.error());
    const auto found = QSslCertificate::fromData(*authority, QSsl::Pem);
    if (!authority->isEmpty() && found.isEmpty())
        return wrong(u"its certificate-authority is no PEM certificate"_s);
    if (!found.isEmpty())
        access.tls.setCaCertificates(found);
    return {};
}

Result<> readUser(const QJsonObject &user, const QDir &folder, ClusterAccess &access)
{
    for (const QString &key : {u"exec"_s, u"auth-provider"_s, u"username"_s})
        if (user.contains(key))
            return wrong(u"its user comes in by \"%1\", which is not understood here: make a token "
                         "for a service account (kubectl create token), or ask through kubectl "
                         "proxy"_s.arg(key));
    access.token = user.value("token"_L1).toString().toUtf8();
    if (const QString file = user.value("tokenFile"_L1).toString(); !file.isEmpty())
        access.tokenFile = folder.absoluteFilePath(file);
    const Result<QByteArray> certificate = blob(user, u"client-certificate"_s, folder);
    const Result<QByteArray> key = blob(user, u"client-key"_s, folder);
    if (!certificate || !key)
        return fail(certificate ? key.error() : certificate.error());
    if (certificate->isEmpty())
        return {};
    const auto chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    const QSslKey own = keyFrom(*key);
    if (chain.isEmpty() || own.isNull())
        return wrong(u"its client certificate and key are no PEM of RSA or EC"_s);
    access.tls.setLocalCertificateChain(chain);
    access.tls.setPrivateKey(own);
    return {};
}

} // namespace

Result<ClusterAccess> kubeconfigAccess(const QByteArray &text, const QString &path)
{
    const Result<QJsonObject> config = parseJsonObject(text);
    if (!config)
        return fail(Errc::InvalidArgument,
                    u"it is no JSON; kubectl config view --raw --flatten --minify -o json writes "
                    "it so"_s,
                    config.error().message);
    const QString current = config->value("current-context"_L1).toString();
    const QJsonObject context = entryOf(*config, "contexts"_L1, "context"_L1, current);
    if (context.isEmpty())
        return wrong(u"it has no current context"_s);
    const QDir folder = QFileInfo(path).absoluteDir();
    ClusterAccess access;
    access.space = context.value("namespace"_L1).toString();
    const QJsonObject cluster =
        entryOf(*config, "clusters"_L1, "cluster"_L1, context.value("cluster"_L1).toString());
    if (auto read = readCluster(cluster, folder, access); !read)
        return fail(read.error());
    const QJsonObject user =
        entryOf(*config, "users"_L1, "user"_L1, context.value("user"_L1).toString());
    if (auto read = readUser(user, folder, access); !read)
        return fail(read.error());
    return access;
}

} // namespace pilothouse
