#include "app/node/node_telling.h"

namespace pilothouse {

namespace {

QCoro::Task<QJsonArray> nodesJson(Nodes &nodes, std::stop_token stop)
{
    QJsonArray all;
    const QList<NodeReport> reports = co_await nodes.reports(std::move(stop));
    for (const NodeReport &each : reports)
        all.append(nodeJson(each));
    co_return all;
}

} // namespace

NodeTelling nodeTelling(Nodes *nodes)
{
    if (nodes == nullptr)
        return {};
    return [nodes](std::stop_token stop) { return nodesJson(*nodes, std::move(stop)); };
}

} // namespace pilothouse
