#include "app/option_kinds.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;
using namespace std::chrono_literals;

QList<Option> kubernetesOptions()
{
    return {
        text(
            u"kubeconfig"_s, u"KUBECONFIG"_s,
            u"file (JSON) with where the cluster is and as whom it is asked; default: as a pod of "
            "it is told"_s,
            [](auto &c) -> auto & { return c.kubernetes.kubeconfig; }),
        text(
            u"kubernetes-namespace"_s, u"PILOTHOUSE_KUBERNETES_NAMESPACE"_s,
            u"in which desktops are; default: that of the pod, or of the kubeconfig"_s,
            [](auto &c) -> auto & { return c.kubernetes.space; }),
        text(
            u"kubernetes-pool"_s, u"PILOTHOUSE_KUBERNETES_POOL"_s,
            u"the SandboxWarmPool that desktops are taken from"_s,
            [](auto &c) -> auto & { return c.kubernetes.pool; }),
        limit(
            u"kubernetes-lease"_s, u"PILOTHOUSE_KUBERNETES_LEASE"_s, 5s, 24h,
            u"a pod ends when its server was silent for this long"_s,
            [](auto &c) -> auto & { return c.kubernetes.lease; }),
        limit(
            u"kubernetes-patience"_s, u"PILOTHOUSE_KUBERNETES_PATIENCE"_s, 2s, 1h,
            u"how long a pod may take to come"_s,
            [](auto &c) -> auto & { return c.kubernetes.patience; }),
        limit(
            u"kubernetes-keep"_s, u"PILOTHOUSE_KUBERNETES_KEEP"_s, 0s, 24h * 3650,
            u"how long the files of a desktop that nobody uses are kept, without a pod; 0: they go "
            "with it"_s,
            [](auto &c) -> auto & { return c.kubernetes.keep; }),
        text(
            {}, u"KUBERNETES_SERVICE_HOST"_s, u"where pods find the cluster: it tells them"_s,
            [](auto &c) -> auto & { return c.kubernetes.apiHost; }),
        number(
            {}, u"KUBERNETES_SERVICE_PORT"_s, 1, 65535, u"the same, its port"_s,
            [](auto &c) -> auto & { return c.kubernetes.apiPort; }),
    };
}

} // namespace pilothouse
