#pragma once

#include "exchange/exchange.h"
#include "exchange/route_pattern.h"
#include "exchange/upgrade.h"

#include <functional>
#include <map>
#include <vector>

namespace pilothouse {

/// Which handler answers which request or takes which WebSocket. Paths match with and without a
/// trailing slash; where several patterns fit, a literal segment wins over <arg>, <arg> over
/// <tail>. No pattern: 404. A pattern without that method: 405 with Allow. OPTIONS is answered with
/// Allow unless it has a handler; HEAD is GET without the body. Bodies in parts, encoded or of a
/// range are refused (415, 400) before any handler. All errors are {"detail": …}. Main
/// thread.
class Router
{
    Q_DISABLE_COPY_MOVE(Router)
public:
    /// May answer at once or keep the exchange for later. One that throws makes a 500.
    using Handler = std::function<void(const ExchangePtr &)>;

    Router();
    ~Router();

    /// Pattern: "/sessions/<arg>/files/<tail>"; <arg> is one segment, <tail> at the end is one or
    /// more. A second handler for the same method and pattern replaces the first. `largestBody`, in
    /// bytes: where the door's own limit is less. `parts`: whether a multipart body is taken.
    enum class Parts { Refused, Taken };
    void on(const QByteArray &method, const QByteArray &pattern, Handler handler,
            qint64 largestBody = 0, Parts parts = Parts::Refused);
    /// Lets a path take WebSockets; what it answers to other requests is a matter of on().
    void onUpgrade(const QByteArray &pattern, UpgradeHandler handler);

    /// Method and pattern of all handlers of on(), sorted by pattern.
    QList<std::pair<QByteArray, QByteArray>> routes() const;

    /// Answers `exchange`, or lets a handler do so.
    void dispatch(const ExchangePtr &exchange) const;
    /// What the route of this request says of its body; 0: nothing.
    qint64 largestBody(const HttpHead &head) const;
    /// The handler of a path that takes WebSockets, and its arguments; null: it does not.
    UpgradeHandler upgradeHandler(const QByteArray &path, QStringList &arguments) const;

private:
    struct Answer
    {
        Handler handler;
        qint64 largestBody = 0;
        Parts parts = Parts::Refused;
    };
    struct Route
    {
        RoutePattern pattern;
        std::map<QByteArray, Answer> answers; ///< by method
        UpgradeHandler upgrade;
    };

    Route &routeOf(const QByteArray &pattern);
    const Route *find(const QByteArray &path, QStringList &arguments) const;
    void run(const Route &route, const ExchangePtr &exchange) const;
    static QByteArray allowedMethods(const Route &route);

    std::vector<Route> m_routes; ///< in the order in which they are tried
};

} // namespace pilothouse
