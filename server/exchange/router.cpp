#include "exchange/router.h"

#include "core/log.h"

#include <algorithm>

namespace pilothouse {

namespace {

const QByteArray kGet = "GET";
const QByteArray kHead = "HEAD";
const QByteArray kOptions = "OPTIONS";

} // namespace

Router::Router() = default;
Router::~Router() = default;

void Router::on(const QByteArray &method, const QByteArray &pattern, Handler handler)
{
    const RoutePattern wanted(pattern);
    auto route = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &each) {
        return each.pattern.text() == wanted.text();
    });
    if (route == m_routes.end()) {
        const auto place = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &each) {
            return wanted.isMoreSpecialThan(each.pattern);
        });
        route = m_routes.insert(place, Route{wanted, {}});
    }
    route->handlers.insert_or_assign(method, std::move(handler));
}

QList<std::pair<QByteArray, QByteArray>> Router::routes() const
{
    QList<std::pair<QByteArray, QByteArray>> all;
    for (const Route &route : m_routes)
        for (const auto &[method, handler] : route.handlers)
            all.append({method, route.pattern.text()});
    return all;
}

void Router::dispatch(const ExchangePtr &exchange) const
{
    for (const Route &route : m_routes) {
        if (auto arguments = route.pattern.match(exchange->path())) {
            exchange->setArguments(std::move(*arguments));
            return run(route, exchange);
        }
    }
    exchange->fail(404);
}

void Router::run(const Route &route, const ExchangePtr &exchange) const
{
    const QByteArray &method = exchange->method() == kHead ? kGet : exchange->method();
    const auto handler = route.handlers.find(method);
    if (handler == route.handlers.end()) {
        const HttpFields allow{{"allow", allowedMethods(route)}};
        if (method == kOptions)
            return exchange->send(204, {}, {}, allow);
        return exchange->fail(405, {}, allow);
    }
    try {
        handler->second(exchange);
    } catch (const std::exception &exception) {
        qCWarning(logHttp) << exchange->method() << route.pattern.text() << exception.what();
        exchange->breakOff();
    } catch (...) {
        exchange->breakOff();
    }
}

QByteArray Router::allowedMethods(const Route &route)
{
    QByteArrayList methods;
    for (const auto &[method, handler] : route.handlers)
        methods << method;
    if (methods.contains(kGet))
        methods << kHead;
    if (!methods.contains(kOptions))
        methods << kOptions;
    return methods.join(", ");
}

} // namespace pilothouse
