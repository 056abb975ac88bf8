#pragma once

#include "core/wait.h"

#include <QNetworkReply>

#include <memory>

namespace pilothouse {

// Cuts our own connections only: a bare disconnect() would also cut Qt's inner ones.
struct AbortAndDelete
{
    Waiter *waiter;
    void operator()(QNetworkReply *reply) const
    {
        reply->disconnect(waiter);
        reply->abort();
        reply->deleteLater();
    }
};

/// A reply that ends with whoever waits for it.
using OpenReply = std::unique_ptr<QNetworkReply, AbortAndDelete>;

/// `waiter` is woken when it has finished, and outlives it.
inline OpenReply openReply(QNetworkReply *reply, Waiter &waiter)
{
    QObject::connect(reply, &QNetworkReply::finished, &waiter, &Waiter::wake);
    return OpenReply(reply, AbortAndDelete{&waiter});
}

} // namespace pilothouse
