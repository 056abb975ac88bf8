#include "app/node/open_nodes.h"

#include "app/complain.h"
#include "kubernetes/claims.h"
#include "remote/fence.h"
#include "remote/node_list.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

bool hasNodes(const Config &config)
{
    return !config.nodes.urls.isEmpty() || config.kubernetes.isUsed;
}

Result<std::unique_ptr<Nodes>> openNodesOf(const Config &config, const Clock &clock, qint64 epoch)
{
    const Result<qint64> fence = nextFence(config.store.dataDir, clock, epoch);
    if (!fence)
        return failAt(u"--data-dir"_s, fence.error());
    auto places = config.kubernetes.isUsed
                      ? Claims::open(config, clock)
                      : NodeList::open(config.nodes, config.store.dataDir, *fence, clock);
    if (!places)
        return failAt(u"--desktops"_s, places.error());
    return std::make_unique<Nodes>(*std::move(places), *fence, config, clock);
}

} // namespace pilothouse
