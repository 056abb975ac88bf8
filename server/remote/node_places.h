#pragma once

#include "remote/node_query.h"
#include "remote/remote_workbench.h"

#include <functional>
#include <memory>

namespace pilothouse {

/// Where desktops of sessions may be. Implementations: NodeList, machines that were named; and
/// Claims (server/kubernetes), pods that a cluster starts, one for each session. Main thread.
class NodePlaces : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NodePlaces)
public:
    ~NodePlaces() override = default;

    using Opened = Result<std::unique_ptr<RemoteWorkbench>>;
    /// Starts the session's desktop on a node, or takes the one that is there: DeskLink::open().
    using Open = std::function<QCoro::Task<Opened>(NodeAddress)>;
    /// A desktop that is there already.
    struct Found
    {
        SessionId session;
        NodeAddress node;
    };

    /// Finds a node for the desktop of `session`, and opens it there by `open`, which may be tried
    /// again and elsewhere. Errors: those of `open`; Unavailable: nobody has room, in words.
    virtual QCoro::Task<Opened> place(SessionId session, Open open, std::stop_token stop) = 0;

    /// Desktops that were there before this server. What cannot be reached is told to the log.
    virtual QCoro::Task<QList<Found>> found() = 0;

    /// `open` found the desktop of found() there, and the server has it.
    virtual void hold(const SessionId &session) { Q_UNUSED(session) }

    /// The desktop that place() or hold() gave has ended, or is lost. May be told of one more often
    /// than it was placed.
    virtual void release(const SessionId &session) { Q_UNUSED(session) }

    /// Where the files of `session` are, or would be brought to, while it has no desktop that the
    /// server knows of. Unavailable: nowhere now, in words.
    virtual QCoro::Task<Result<HomeNode>> homeOf(SessionId session, std::stop_token stop) = 0;

    /// What each machine says of itself now; none where the machines are not ours to name.
    virtual QCoro::Task<QList<NodeReport>> reports(std::stop_token stop) = 0;

    /// Removes all that `session` has on nodes, or sees to it that it is removed later where a node
    /// is away. Errors: a node refuses; Unavailable: nobody would remove it.
    virtual QCoro::Task<Result<>> forget(SessionId session) = 0;

    /// Ends what release() began, and waits for it.
    virtual QCoro::Task<> stop() { co_return; }

protected:
    NodePlaces() = default;
};

} // namespace pilothouse
