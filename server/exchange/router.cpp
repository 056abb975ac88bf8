#include "exchange/router.h"

#include "core/log.h"

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kGet = "GET";
const QByteArray kHead = "HEAD";
const QByteArray kOptions = "OPTIONS";

struct BodyFault
{
    int status = 0;
    QString detail;
    HttpFields fields = {};
};

/// No route takes compressed bodies or ranges, and few take parts: what a field of the head says of
/// a body must not be passed over, or it is stored as something else than it is. Sources: RFC 9110,
/// sections 8.4 (415, Accept-Encoding) and 14.5 (400 for Content-Range).
std::optional<BodyFault> faultOfBody(const HttpHead &head, Router::Parts parts)
{
    if (!head.hasBody())
        return std::nullopt;
    for (const auto &[name, value] : head.fields) {
        if (name == "content-encoding") {
            for (const QByteArray &coding : value.split(',')) {
                const QByteArray each = coding.trimmed().toLower();
                if (!each.isEmpty() && each != "identity")
                    return BodyFault{415,
                                     u"Send the body as it is, without a Content-Encoding."_s,
                                     {{"accept-encoding", "identity"}}};
            }
        }
        if (parts == Router::Parts::Refused && name == "content-type" &&
            value.trimmed().toLower().startsWith("multipart/"))
            return BodyFault{415, u"Send what you mean as the body itself: multipart bodies are "
                                  "not taken (curl: --data-binary or -T instead of -F)."_s};
        if (name == "content-range")
            return BodyFault{400, u"Send the whole: parts of it (Content-Range) are not taken."_s};
    }
    return std::nullopt;
}

} // namespace

Router::Router() = default;
Router::~Router() = default;

void Router::on(const QByteArray &method, const QByteArray &pattern, Handler handler,
                qint64 largestBody, Parts parts)
{
    routeOf(pattern).answers.insert_or_assign(method,
                                              Answer{std::move(handler), largestBody, parts});
}

void Router::onUpgrade(const QByteArray &pattern, UpgradeHandler handler)
{
    routeOf(pattern).upgrade = std::move(handler);
}

Router::Route &Router::routeOf(const QByteArray &pattern)
{
    const RoutePattern wanted(pattern);
    const auto route = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &each) {
        return each.pattern.text() == wanted.text();
    });
    if (route != m_routes.end())
        return *route;
    const auto place = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &each) {
        return wanted.precedes(each.pattern);
    });
    return *m_routes.insert(place, Route{.pattern = wanted, .answers = {}, .upgrade = {}});
}

QList<std::pair<QByteArray, QByteArray>> Router::routes() const
{
    QList<std::pair<QByteArray, QByteArray>> all;
    for (const Route &route : m_routes)
        for (const auto &[method, answer] : route.answers)
            all.append({method, route.pattern.text()});
    return all;
}

const Router::Route *Router::find(const QByteArray &path, QStringList &arguments) const
{
    for (const Route &route : m_routes) {
        if (auto found = route.pattern.match(path)) {
            arguments = std::move(*found);
            return &route;
        }
    }
    return nullptr;
}

qint64 Router::largestBody(const HttpHead &head) const
{
    QStringList arguments;
    const Route *route = find(head.path, arguments);
    if (route == nullptr)
        return 0;
    const auto answer = route->answers.find(head.method);
    return answer == route->answers.end() ? 0 : answer->second.largestBody;
}

UpgradeHandler Router::upgradeHandler(const QByteArray &path, QStringList &arguments) const
{
    const Route *route = find(path, arguments);
    return route == nullptr ? nullptr : route->upgrade;
}

void Router::dispatch(const ExchangePtr &exchange) const
{
    QStringList arguments;
    const Route *route = find(exchange->path(), arguments);
    if (route == nullptr || route->answers.empty())
        return exchange->fail(404);
    exchange->setArguments(std::move(arguments));
    run(*route, exchange);
}

void Router::run(const Route &route, const ExchangePtr &exchange) const
{
    const QByteArray &method = exchange->method() == kHead ? kGet : exchange->method();
    const auto answer = route.answers.find(method);
    if (answer == route.answers.end()) {
        const HttpFields allow{{"allow", allowedMethods(route)}};
        if (method == kOptions)
            return exchange->send(204, {}, {}, allow);
        return exchange->fail(405, {}, allow);
    }
    if (const auto fault = faultOfBody(exchange->head(), answer->second.parts))
        return exchange->fail(fault->status, fault->detail, fault->fields);
    try {
        answer->second.handler(exchange);
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
    for (const auto &[method, answer] : route.answers)
        methods << method;
    if (methods.contains(kGet))
        methods << kHead;
    if (!methods.contains(kOptions))
        methods << kOptions;
    return methods.join(", ");
}

} // namespace pilothouse
