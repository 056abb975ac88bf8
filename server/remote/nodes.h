#pragma once

#include "agent/workbench.h"
#include "core/clock.h"
#include "core/config.h"
#include "remote/node_homes.h"
#include "remote/node_places.h"

#include <map>
#include <memory>

namespace pilothouse {

/// The desktops that this server has elsewhere, wherever NodePlaces finds room for them. Main
/// thread. Await stop() before destroying it; the benches that it made may outlive it.
class Nodes final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Nodes)
public:
    /// `fence`: nextFence(). The clock outlives it.
    Nodes(std::unique_ptr<NodePlaces> places, qint64 fence, const Config &config,
          const Clock &clock);
    ~Nodes() override;

    /// Starts desktops where there is room, or takes the one that is there.
    WorkbenchFactory workbenches();

    /// The files of sessions, where their desktops are, were or would be. Goes before this.
    std::unique_ptr<SessionHomes> homes();
    /// NodePlaces::reports().
    QCoro::Task<QList<NodeReport>> reports(std::stop_token stop);

    /// Which desktops of this server's sessions are there still: they are kept until somebody
    /// needs them, for `patience` at the most. Those of sessions that `secretsOf` does not know
    /// (null) are ended by their lease.
    using SecretsOf = std::function<const Secrets *(const SessionId &)>;
    QCoro::Task<int> recover(SecretsOf secretsOf, std::function<BenchPlan(SessionId)> planOf,
                             std::chrono::seconds patience);

    /// Ends the session's desktop and removes its files, wherever they are: NodePlaces::forget().
    QCoro::Task<Result<>> forget(SessionId session);

    /// From now on desktops stay when their benches go, for the next server.
    void leaveDesktops();
    QCoro::Task<> stop();

signals:
    /// A desktop that was kept is gone.
    void lost(const pilothouse::SessionId &session, const pilothouse::Error &reason);

private:
    using Opened = Result<std::unique_ptr<Workbench>>;
    QCoro::Task<Opened> place(SessionRecord session, const Secrets &secrets, std::stop_token stop);
    QCoro::Task<NodePlaces::Opened> openOn(NodeAddress node, BenchPlan plan, const Secrets &secrets,
                                           bool onlyThere, std::stop_token stop);
    QCoro::Task<Result<HomeNode>> homeOf(SessionId session, std::stop_token stop);
    struct Recovery;
    QCoro::Task<> takeUp(std::shared_ptr<Recovery> recovery);
    void keep(const SessionId &session, std::unique_ptr<RemoteWorkbench> bench);
    std::unique_ptr<RemoteWorkbench> takeKept(const SessionId &session);

    const std::unique_ptr<NodePlaces> m_places;
    const qint64 m_fence;
    const DesktopConfig m_desktop;
    const std::chrono::seconds m_lease;
    const Clock &m_clock;
    std::map<SessionId, std::unique_ptr<RemoteWorkbench>> m_kept;
    QList<QPointer<RemoteWorkbench>> m_benches; ///< that were made
    bool m_leaves = false;
    Alarm m_patience;
};

} // namespace pilothouse
