#pragma once

#include "core/alarm.h"
#include "core/config.h"
#include "core/task_scope.h"
#include "remote/node_places.h"
#include "remote/owed_removals.h"

namespace pilothouse {

/// The machines that --desktops names. A session goes back to where its desktop or its files are,
/// else to the one with the most room. Main thread. Await stop() before destroying it.
class NodeList final : public NodePlaces
{
public:
    /// `fence`: nextFence(). What is still to be removed is kept in the data folder. The clock
    /// outlives it. Errors: nodeAddresses(), OwedRemovals::open().
    static Result<std::unique_ptr<NodePlaces>>
    open(const NodeConfig &config, const QString &dataDir, qint64 fence, const Clock &clock);

    QCoro::Task<Opened> place(SessionId session, Open open, std::stop_token stop) override;
    QCoro::Task<QList<Found>> found() override;
    QCoro::Task<Result<HomeNode>> homeOf(SessionId session, std::stop_token stop) override;
    QCoro::Task<QList<NodeReport>> reports(std::stop_token stop) override;
    /// From all nodes at once. A node that cannot be used now does not hold it up: what the session
    /// may have there is owed, and removed when the node is back.
    QCoro::Task<Result<>> forget(SessionId session) override;
    QCoro::Task<> stop() override;

private:
    struct Parts
    {
        QList<NodeAddress> nodes;
        OwedRemovals owed;
        qint64 fence = 0;
    };
    NodeList(Parts parts, const Clock &clock);
    /// The same, and what each has of `session`.
    QCoro::Task<QList<NodeReport>> reportsOn(QString session, std::stop_token stop);
    QCoro::Task<NodeReport> report(NodeAddress node, QString session, std::stop_token stop);

    QCoro::Task<Result<>> removeFrom(NodeAddress node, SessionId session);
    QCoro::Task<Result<>> askToRemove(NodeAddress node, SessionId session);
    QCoro::Task<> settle(std::stop_token stop);
    QCoro::Task<> settleWith(NodeAddress node, std::stop_token stop);

    const QList<NodeAddress> m_nodes;
    OwedRemovals m_owed;
    const qint64 m_fence;
    const Clock &m_clock;
    QNetworkAccessManager m_network;
    QHash<SessionId, QUrl> m_newHomes;                    ///< nodes that got files before a desktop
    QHash<QUrl, std::chrono::milliseconds> m_silentSince; ///< on the clock
    Alarm m_nextSettling;
    TaskScope m_tasks;
};

} // namespace pilothouse
