#pragma once

#include "agent/hooks/hook_post.h"
#include "agent/hooks/push_actions.h"
#include "core/alarm.h"
#include "core/task_scope.h"
#include "store/audit_log.h"
#include "store/hooks/delivery_store.h"
#include "store/journal.h"

#include <QNetworkAccessManager>
#include <QSet>

#include <functional>

namespace pilothouse {

/// Tells receivers outside of what noticeIn() finds among the events: those of the server, and that
/// of the session, and the browsers of people. What is to be told is stored with its event, and
/// told until the receiver has taken it, has said that it is gone, or a day has passed, over
/// restarts too. A server that is killed between the receiver's answer and its record tells it
/// again, with the same id. Main thread. What it refers to outlives it; to be made before anything
/// is appended.
class Webhooks : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Webhooks)
public:
    using Lookup = std::function<QCoro::Task<QList<QHostAddress>>(const Clock &clock, QString host,
                                                                  std::stop_token stop)>;
    struct Parts
    {
        Journal &journal;
        DeliveryStore &deliveries;
        AuditLog &audit;
        const Clock &clock;
        PushActions *push = nullptr; ///< browsers that are told, too; null: none are
        Lookup lookup = addressesOf; ///< of the hosts of sessions' webhooks
        std::function<double()> chance = {};
    };

    Webhooks(Parts parts, WebhookConfig config);
    ~Webhooks() override;

    /// From here on; also what is left of former runs of the server. `page`: where our pages are,
    /// if the configuration does not say so.
    void start(const QString &page = {});
    /// Tells no more. What is under way may end within `grace`; the rest is told after the next
    /// start.
    QCoro::Task<> stop(std::chrono::milliseconds grace);

signals:
    /// A try has ended, and what came of it is stored.
    void tried(const pilothouse::Delivery &delivery, pilothouse::DeliveryState state);

private:
    /// How a try ended.
    struct Outcome
    {
        DeliveryState state = DeliveryState::Waiting;
        QString reason = {}; ///< for the log
    };
    void look();
    void begin(const Delivery &delivery);
    QCoro::Task<> tell(Delivery delivery, std::stop_token stop);
    QCoro::Task<Outcome> attempt(Delivery delivery, std::stop_token stop);
    QCoro::Task<Outcome> post(Delivery delivery, HookTarget target, std::stop_token stop);
    QCoro::Task<Result<HookTarget>> targetOf(Delivery delivery, std::stop_token stop);
    QCoro::Task<Result<>> record(Delivery delivery, Outcome outcome);
    std::optional<HookRequest> requestFor(const Delivery &delivery) const;
    std::optional<PushSubscription> browserOf(const Delivery &delivery) const;
    QString urlOf(const Delivery &delivery) const;

    Parts m_parts;
    WebhookConfig m_config;
    QNetworkAccessManager m_network;
    Alarm m_next;
    QSet<QString> m_underWay;         ///< deliveries
    QHash<QString, int> m_ofReceiver; ///< how many of them
    bool m_isGoing = false;
    TaskScope m_tasks; // last: they use what is above
};

} // namespace pilothouse
