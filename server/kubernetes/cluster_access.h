#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QUrl>

namespace pilothouse {

/// Where the API of a Kubernetes cluster is, and as whom we ask it.
struct ClusterAccess
{
    QUrl server;   ///< https://HOST:PORT, or http:// on this machine (kubectl proxy)
    QString space; ///< the namespace in which claims are made
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QString certificateName = {}; ///< of the API, where it is not the server's host
    QByteArray token = {};        ///< in memory only; empty: there is none, or tokenFile has it
    QString tokenFile = {};       ///< read for each request: what is in there is replaced

    /// A request with what it is asked as. Io: the token's file cannot be read.
    Result<QNetworkRequest> request(const QString &pathAndQuery) const;
};

/// What `config` names: a kubeconfig; else what each pod finds in `config.accountDir`, with the
/// address that the cluster gives to pods. InvalidArgument: none of them is there, or it cannot be
/// read; the message says what to do.
Result<ClusterAccess> clusterAccess(const KubernetesConfig &config);

} // namespace pilothouse
