#pragma once

#include "core/config.h"
#include "core/task_scope.h"
#include "door/front_door.h"
#include "exchange/router.h"
#include "node/node_desk.h"
#include "node/node_gate.h"

#include <QSet>

#include <map>
#include <memory>

namespace pilothouse {

/// What a node tells of itself; GET /node.
struct NodeState
{
    int running = 0; ///< desktops
    int most = 0;
    double load = 0; ///< programs that want to run, for each processor
    bool isDrained = false;
};

/// Desktops for servers elsewhere, behind a guarded port. It knows no model, no journal and no
/// token of a server: docs/nodes.md. Main thread. Await stop() before destroying it.
class NodeServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NodeServer)
public:
    /// Listens. `token`: what servers must show. Errors: the address cannot be used, the
    /// certificate cannot be read; each says what to do.
    static Result<std::unique_ptr<NodeServer>> start(const Config &config, const QByteArray &token,
                                                     const Clock &clock);
    ~NodeServer() override;

    quint16 port() const { return m_door.serverPort(); }
    /// Where servers find it, as --desktops takes it.
    QString url() const;
    NodeState state() const;

    /// Ends all desktops.
    QCoro::Task<> stop();

private:
    NodeServer(const Config &config, const QByteArray &token, const Clock &clock);
    Result<> listen();
    void addRoutes();
    void welcome(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade);
    QCoro::Task<> admit(std::unique_ptr<NodeLink> link, Hello hello, std::stop_token stop);
    QCoro::Task<> untilClosed(SessionId session, std::stop_token stop);
    QCoro::Task<Result<>> admitToFiles(SessionId session, qint64 fence, std::stop_token stop);
    Result<NodeDesk *> deskFor(const Hello &hello);
    void showScreen(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade);
    NodeDesk *find(const SessionId &session) const;
    QCoro::Task<> close(SessionId session);
    void tellOf(const ExchangePtr &exchange) const;
    QCoro::Task<> remove(ExchangePtr exchange);
    void setDrained(bool isDrained, const ExchangePtr &exchange);

    const Config m_config;
    const Clock &m_clock;
    NodeGate m_gate;
    Router m_router;
    bool m_isDrained = false;
    QHash<SessionId, qint64> m_fences; ///< the highest that came, also of desktops that ended
    std::map<SessionId, std::unique_ptr<NodeDesk>> m_desks;
    QSet<SessionId> m_closing;
    TaskScope m_tasks;
    FrontDoor m_door; ///< uses all of it

signals:
    void closed(); ///< one of the desktops has ended
};

} // namespace pilothouse
