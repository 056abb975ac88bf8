#pragma once

#include "core/alarm.h"
#include "core/config.h"
#include "core/secrets.h"
#include "core/task_scope.h"
#include "node/node_link.h"
#include "node/once_table.h"
#include "node/question_runner.h"
#include "workbench/workbench.h"

#include <map>

namespace pilothouse {

/// The desktop of one session on a node, with what is known of the one server that may use it. It
/// lives on while the server is away, until its lease runs out. Main thread. Await end() before
/// destroying it.
class NodeDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NodeDesk)
public:
    struct Parts
    {
        const DesktopConfig &desktop;
        const Clock &clock;
    };
    explicit NodeDesk(Parts parts);
    ~NodeDesk() override;

    /// The server that said `hello` on `link`, whose fence is not lower than fence(), has the
    /// desktop from now on. It is started if need be; the answer goes over the link.
    void attach(std::unique_ptr<NodeLink> link, Hello hello);

    qint64 fence() const { return m_fence; }
    bool isAlive() const { return m_bench && !m_death; }
    bool isLinked() const { return m_link != nullptr; }
    RfbAccess rfb() const { return isAlive() ? m_bench->rfb() : RfbAccess(); }

    /// Ends the desktop and all that runs on it.
    QCoro::Task<> end();

signals:
    /// Nobody needs it any more: end() is due. Once.
    void over();
    /// Another server has it: what the one before has open is to be closed.
    void takenOver();
    /// A request, or the start, has ended.
    void calmed();

private:
    QCoro::Task<> greet(Hello hello, bool isTakeover, std::stop_token stop);
    QCoro::Task<Result<>> open(BenchPlan plan, std::stop_token stop);
    void take(const ToNode &message);
    void take(const Request &request);
    QCoro::Task<> carryOut(Request request, qint64 fence, std::stop_token stop);
    void setSecrets(const QList<Secret> &secrets);
    void tellEgress(const EgressRefusal &refusal);
    void die(const Error &reason);
    void stopRequests();
    void dropLink();
    void finish();
    QCoro::Task<> untilCalm(std::stop_token stop, bool andIdle);

    Parts m_parts;
    Secrets m_secrets;
    QStringList m_allowed;
    qint64 m_fence = 0;
    std::unique_ptr<NodeLink> m_link;
    OnceTable m_requests;
    std::map<qint64, std::stop_source> m_stops; ///< of requests that run
    int m_running = 0;                          ///< requests, of servers before as well
    bool m_isOpening = false;
    bool m_isOver = false;
    QList<EgressRefusal> m_untold; ///< while no server is there
    std::optional<Error> m_death;
    std::chrono::seconds m_lease{60};
    Alarm m_leaseEnd;
    std::unique_ptr<Workbench> m_bench;
    std::unique_ptr<QuestionRunner> m_runner; ///< of the bench
    TaskScope m_tasks;                        ///< they use all of it
};

} // namespace pilothouse
