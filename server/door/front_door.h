#pragma once

#include "core/http_limits.h"
#include "core/result.h"
#include "door/trusted_proxies.h"
#include "exchange/verdict.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <memory>

namespace pilothouse {

class Clock;
class Router;

/// One guarded HTTP and WebSocket port. It owns every client socket, reads requests strictly and
/// within HttpLimits, asks the gate, and hands requests one at a time to QHttpServer, whose one
/// handler is the Router, and upgrades that the Router takes to QWebSocketServer. All it refuses
/// itself is answered with {"detail": …} too. Main thread; router and clock outlive it.
///
///     Router router;
///     FrontDoor door({}, router, clock);
///     door.gate = [&](const HttpHead &head, const QHostAddress &peer) { return check(head, peer);
///     }; if (auto listening = door.listen(QHostAddress::LocalHost, 8000); !listening) …
class FrontDoor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FrontDoor)
public:
    FrontDoor(const HttpLimits &limits, const Router &router, const Clock &clock,
              QObject *parent = nullptr);
    /// Cuts all connections. Exchanges that are still held go nowhere from then on.
    ~FrontDoor() override;

    /// Whose X-Forwarded fields count; those of others are dropped before anybody sees them. The
    /// connections of a proxy are not counted as those of one address.
    TrustedProxies proxies;
    /// Asked once for each head, upgrades included, before any body is read: Host, Origin, token.
    /// `peer` is the client, as far as `proxies` tell. Unset: everybody may.
    std::function<Verdict(const HttpHead &head, const QHostAddress &peer)> gate;
    /// The JSON that a refusal of the door's own carries, for which it may add fields; unset:
    /// {"detail": …}. An empty detail stands for the status's usual phrase.
    std::function<QByteArray(int status, const QString &detail, HttpFields &fields)> refusalBody;
    /// Added to every HTTP answer, refusals included.
    HttpFields commonFields;

    /// HTTPS and WSS for connections from now on. ALPN is set to HTTP/1.1.
    void setTls(const QSslConfiguration &configuration);
    /// What WebSocket clients may choose from, e.g. "binary". To be called before listen().
    void setSubprotocols(const QStringList &names);

    /// On all of `addresses`, under one port. Port 0: any that is free on each. Those that this
    /// machine does not have are left out: it may know one family alone. Unavailable: the port is
    /// taken on one of them, or none is ours; once only.
    Result<> listen(const QList<QHostAddress> &addresses, quint16 port);
    Result<> listen(const QHostAddress &address, quint16 port)
    {
        return listen(QList<QHostAddress>{address}, port);
    }
    quint16 serverPort() const;         ///< 0 when it does not listen
    QHostAddress serverAddress() const; ///< the first of its addresses

    int openSockets() const;    ///< client sockets, WebSockets included
    qint64 heldBytes() const;   ///< half sent by all clients
    int pendingAnswers() const; ///< requests not answered yet, also those whose client left

    /// No new connections; those there are go on.
    void stopListening();
    /// Stops listening, lets begun answers end, closes what is idle, says 1001 to WebSockets, and
    /// cuts what is left after `grace`.
    void drain(std::chrono::milliseconds grace);

signals:
    void drained(); ///< after drain(), once: all sockets are closed

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
