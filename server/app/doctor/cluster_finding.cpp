#include "app/doctor/cluster_finding.h"

#include "kubernetes/cluster_trial.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Requirement> clusterFinding(KubernetesConfig config)
{
    Requirement found{.name = u"cluster"_s, .ok = false};
    const Result<ClusterAccess> access = clusterAccess(config);
    if (!access) {
        found.detail = access.error().message;
        found.fix = u"--kubeconfig FILE names one: docs/kubernetes.md."_s;
        co_return found;
    }
    KubeClient client(*access, systemClock());
    const Result<QStringList> missing = co_await missingRights(client, std::stop_token());
    found.ok = missing && missing->isEmpty();
    found.detail =
        u"%1, namespace %2, pool %3"_s.arg(access->server.toString(), access->space, config.pool);
    if (!missing)
        found.detail += u": "_s + missing.error().message;
    else if (!missing->isEmpty())
        found.detail += u": may not "_s + missing->join(u", "_s);
    if (!found.ok)
        found.fix = missing ? u"Give its service account the Role of deploy/kubernetes."_s
                            : u"Look at the address, the certificate and the token."_s;
    co_return found;
}

} // namespace pilothouse
