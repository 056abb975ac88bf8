#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QUrl>

namespace pilothouse {

/// Where a node is, and what it must be shown.
struct NodeAddress
{
    QUrl url; ///< https://HOST:PORT, or http:// on this machine
    QByteArray token;
    QSslConfiguration tls; ///< knows the authority that signed the node's certificate
    /// What the certificate is for, where that is not the url's host: the pods of a cluster share
    /// one. Empty: it is.
    QString certificateName = {};

    /// "https://node-a:8443": what people are told.
    QString name() const { return url.toString(); }
    bool isPrivate() const; ///< nobody between can read along
    /// A request to it, with the token. `socket`: for a WebSocket.
    QNetworkRequest request(const QString &path, bool socket) const;
};

/// All that `config` names. InvalidArgument: something that is no address; http beyond this machine
/// where that is not allowed; no token; a file that cannot be read. The message names it.
Result<QList<NodeAddress>> nodeAddresses(const NodeConfig &config);

/// How nodes are spoken to: with NodeConfig::authority. InvalidArgument: no certificate is in
/// there.
Result<QSslConfiguration> nodeTls(const NodeConfig &config);

/// The token of NodeConfig, of its file if it names one. InvalidArgument: there is none, or it is
/// too short.
Result<QByteArray> nodeToken(const NodeConfig &config);

} // namespace pilothouse
