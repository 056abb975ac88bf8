#pragma once

#include "core/alarm.h"
#include "core/secrets.h"
#include "core/wait.h"
#include "remote/node_address.h"
#include "wire/to_node.h"
#include "wire/to_server.h"

#include <QPointer>
#include <QWebSocket>

#include <map>
#include <memory>

namespace pilothouse {

/// The server's side of the link to one session's desktop on a node. What is asked over it is
/// carried out once, also where the connection breaks and is made anew in between. Main thread.
class DeskLink final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeskLink)
public:
    struct Parts
    {
        NodeAddress node;
        const Clock &clock;
        qint64 fence = 0;
        std::chrono::seconds lease{60};
    };
    /// The secrets outlive it: those that there are now go along with what is asked.
    DeskLink(Parts parts, BenchPlan plan, const Secrets &secrets);
    ~DeskLink() override;

    /// Connects, and starts the desktop unless it is there. `onlyThere`: NotFound unless it is.
    /// Unavailable: the node cannot be reached, or has no room; Stopped. Once.
    QCoro::Task<Result<Ready>> open(bool onlyThere, std::stop_token stop);

    /// Errors: those of the node; Stopped; Unavailable: the desktop is lost. May outlive the link.
    QCoro::Task<Result<WireFrame>> ask(Question question, std::stop_token stop);
    /// The same for what nobody waits for: it is carried out as soon as the node can be reached.
    void post(Question question);
    bool isOpen() const { return m_stage == Stage::Open; } ///< false: it is being made anew
    /// On this desktop, for good.
    void allow(const QString &entry);

    const Parts &parts() const { return m_parts; }
    const SessionId &session() const { return m_plan.session; }

    /// Ends the desktop. What waits for answers gets an error.
    void endDesktop();
    /// Leaves the desktop as it is, to whoever comes before its lease ends. The same.
    void leave() { giveUp(); }

signals:
    /// The desktop is gone, or cannot be reached any more. Once; not after endDesktop() or leave().
    void lost(const pilothouse::Error &reason);
    void egressRefused(const pilothouse::EgressRefusal &refusal);

private:
    enum class Stage { Away, Connecting, Greeting, Open, Over };
    struct Pending
    {
        explicit Pending(const Clock &clock) : waiter(clock) {}
        Waiter waiter;
        Request request;
        std::optional<LinkAnswer> answer;
        std::optional<Error> failure;
        bool isAwaited = true;
    };

    void connectNow();
    void dropSocket();
    void greet();
    void onDisconnected();
    void take(const Result<WireFrame> &frame);
    void take(const Ready &ready);
    void take(const LinkAnswer &answer);
    void renew();
    void send(const ToNode &message);
    void sendSecrets();
    std::shared_ptr<Pending> begin(Question question);
    qint64 settled() const;
    void stopRequest(qint64 id);
    void lose(const Error &reason);
    void giveUp();
    Error unreachable() const;

    Parts m_parts;
    BenchPlan m_plan;
    const Secrets &m_secrets;
    QJsonObject m_sentSecrets;
    QStringList m_allowed;
    bool m_onlyThere = false;
    Stage m_stage = Stage::Away;
    std::optional<Ready> m_ready; ///< once it was
    std::optional<Error> m_end;   ///< why nothing can be asked any more
    QString m_trouble;            ///< of the connection, in Qt's words
    std::unique_ptr<QWebSocket> m_socket;
    bool m_isHeard = false; ///< since the lease was renewed last
    qint64 m_lastId = 0;
    std::map<qint64, std::shared_ptr<Pending>> m_pending;
    QList<qint64> m_stops; ///< that are not answered
    Waiter m_opened;
    Alarm m_retry;
    std::chrono::milliseconds m_pause{0}; ///< before the next try
    Alarm m_renewal;
    Alarm m_lastChance;
};

} // namespace pilothouse
