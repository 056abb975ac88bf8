#pragma once

#include "crypto/p256_key.h"
#include "core/hooks/webhook.h"
#include "store/audit_log.h"
#include "store/hooks/push_store.h"

#include <QCoroTask>

namespace pilothouse {

class Clock;

/// Which browsers are told of events while no page is open: what people do about it at any door,
/// with its entry in the audit trail. All of the server's sessions, as all of them are open to
/// whoever has its token. Main thread. What `parts` refer to outlives it.
class PushActions
{
public:
    struct Parts
    {
        PushStore &store;
        AuditLog &audit;
        const Clock &clock;
        WebhookConfig config;
        P256Key key; ///< that browsers know this server by
    };

    explicit PushActions(Parts parts) : m_parts(std::move(parts)) {}

    const P256Key &key() const { return m_parts.key; }
    Result<QList<PushSubscription>> all() const { return m_parts.store.all(); }
    /// NotFound: there is none.
    Result<PushSubscription> find(const QString &id) const { return m_parts.store.find(id); }
    /// An https or mailto address, for the push services.
    QString contact() const;

    /// Stores it, with its id and time, in place of one with the same endpoint. InvalidArgument:
    /// see checkSubscription(), or its host is an address that is not public. Conflict: there are
    /// too many.
    QCoro::Task<Result<PushSubscription>> subscribe(PushSubscription subscription, QString actor);
    /// NotFound: there is none.
    QCoro::Task<Result<>> unsubscribe(QString id, QString actor);

private:
    Parts m_parts;
};

} // namespace pilothouse
