#pragma once

#include "exchange/exchange.h"
#include "exchange/route_pattern.h"

#include <functional>
#include <map>
#include <vector>

namespace pilothouse {

/// Which handler answers which request. Paths match with and without a trailing slash; where
/// several patterns fit, a literal segment wins over <arg>, <arg> over <tail>. No pattern: 404.
/// A pattern without that method: 405 with Allow. OPTIONS is answered with Allow unless it has a
/// handler; HEAD is GET without the body. All errors are {"detail": …}. Main thread.
class Router
{
    Q_DISABLE_COPY_MOVE(Router)
public:
    /// May answer at once or keep the exchange for later. One that throws makes a 500.
    using Handler = std::function<void(const ExchangePtr &)>;

    Router();
    ~Router();

    /// Pattern: "/sessions/<arg>/files/<tail>"; <arg> is one segment, <tail> at the end is one or
    /// more. A second handler for the same method and pattern replaces the first.
    void on(const QByteArray &method, const QByteArray &pattern, Handler handler);

    /// Method and pattern of all handlers, sorted by pattern.
    QList<std::pair<QByteArray, QByteArray>> routes() const;

    /// Answers `exchange`, or lets a handler do so.
    void dispatch(const ExchangePtr &exchange) const;

private:
    struct Route
    {
        RoutePattern pattern;
        std::map<QByteArray, Handler> handlers;
    };

    void run(const Route &route, const ExchangePtr &exchange) const;
    static QByteArray allowedMethods(const Route &route);

    std::vector<Route> m_routes; ///< the most special first
};

} // namespace pilothouse
