#include "http/nodes/node_routes.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<> tellOfNodes(NodeTelling tell, ExchangePtr exchange, std::stop_token stop)
{
    QJsonArray nodes;
    if (tell)
        nodes = co_await tell(stop);
    exchange->sendJson(200, QJsonObject{{u"nodes"_s, nodes}});
}

} // namespace

void addNodeRoutes(Router &router, const ApiParts &parts, const NodeTelling &tell)
{
    router.on(
        "GET", "/nodes",
        launching(parts, [tell](const ApiParts &, const ExchangePtr &e, std::stop_token stop) {
            return tellOfNodes(tell, e, std::move(stop));
        }));
}

} // namespace pilothouse
