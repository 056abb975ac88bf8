#pragma once

#include <QNetworkReply>
#include <QNetworkRequest>

#include <memory>

namespace pilothouse {

/// A request that carries what it is given and nothing else: HTTP/1.1 (Qt 6.4's HTTP/2 stalls on
/// large uploads) without redirects (a key must not travel on), cookies, cached answers or
/// credentials of others.
QNetworkRequest plainRequest(const QUrl &url);

/// Ends a reply that `listener` listens to: at once, and for good.
struct AbortAndDelete
{
    QObject *listener;
    void operator()(QNetworkReply *reply) const;
};
using ReplyHandle = std::unique_ptr<QNetworkReply, AbortAndDelete>;

} // namespace pilothouse
