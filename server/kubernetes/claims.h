#pragma once

#include "core/alarm.h"
#include "core/deadline.h"
#include "kubernetes/claim.h"
#include "kubernetes/claim_watch.h"
#include "remote/node_places.h"

#include <QSet>

#include <map>

namespace pilothouse {

/// Pods of a cluster, one for each session, by the SandboxClaims of agent-sandbox:
/// docs/kubernetes.md. A claim ends by itself unless this server goes on to say that it is wanted.
/// Main thread. Await stop() before destroying it.
class Claims final : public NodePlaces
{
    Q_OBJECT
public:
    /// What all pods have in common: `url` is without a host.
    struct Settings
    {
        KubernetesConfig cluster;
        NodeAddress node; ///< but for the host
    };
    /// The clock outlives it. InvalidArgument: clusterAccess(), nodeToken(), nodeTls(); pods would
    /// be believed without a certificate.
    static Result<std::unique_ptr<NodePlaces>> open(const Config &config, const Clock &clock);
    ~Claims() override;

    QCoro::Task<Opened> place(SessionId session, Open open, std::stop_token stop) override;
    QCoro::Task<QList<Found>> found() override;
    void hold(const SessionId &session) override;
    void release(const SessionId &session) override;
    /// The pod of its claim. Unavailable: it has none now.
    QCoro::Task<Result<HomeNode>> homeOf(SessionId session, std::stop_token stop) override;
    /// None: pods have no room for others.
    QCoro::Task<QList<NodeReport>> reports(std::stop_token stop) override;
    QCoro::Task<Result<>> forget(SessionId session) override;
    QCoro::Task<> stop() override;

signals:
    void leftOne(); ///< something that was being ended is

private:
    /// A claim on its way to a desktop.
    struct Attempt
    {
        SessionId session;
        Open open;
        Deadline deadline;
        bool isNew = false; ///< nothing is in it yet
        QString words = {}; ///< why there is no pod yet
    };
    Claims(ClusterAccess access, Settings settings, const Clock &clock);

    QCoro::Task<Result<>> claim(Attempt &attempt, std::stop_token stop);
    QCoro::Task<Result<bool>> make(SessionId session, std::stop_token stop);
    QCoro::Task<Opened> openWhenReady(Attempt &attempt, std::stop_token stop);
    QCoro::Task<Error> failure(Attempt &attempt, std::stop_token stop);
    QCoro::Task<Result<>> wake(SessionId session, ClaimState state, std::stop_token stop);
    QCoro::Task<Result<>> rest(SessionId session);
    QCoro::Task<Result<>> remove(SessionId session);
    QCoro::Task<> letGo(SessionId session, bool keeps);
    QCoro::Task<> renewAll(std::stop_token stop);
    QCoro::Task<> renew(SessionId session, std::stop_token stop);
    QCoro::Task<Result<QJsonObject>> ask(QByteArray method, QString target, QJsonObject body,
                                         std::stop_token stop);
    QCoro::Task<> untilLetGo(SessionId session, std::stop_token stop);
    NodeAddress nodeAt(const QString &address) const;
    QDateTime leaseEnd() const;

    const Settings m_settings;
    const Clock &m_clock;
    KubeClient m_client;
    ClaimWatch m_watch;
    QSet<SessionId> m_held;             ///< whose claims are renewed
    std::map<SessionId, int> m_leaving; ///< of which something is being ended
    Alarm m_renewal;
    TaskScope m_tasks;
};

} // namespace pilothouse
