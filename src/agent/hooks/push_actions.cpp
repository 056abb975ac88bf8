#include "agent/hooks/push_actions.h"

#include "agent/hooks/hook_rules.h"
#include "agent/hooks/push_message.h"
#include "core/clock.h"
#include "store/hooks/delivery_store.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

// They want one they could write to; nobody else learns of it.
QString PushActions::contact() const
{
    const QString &page = m_parts.config.page;
    return page.startsWith("https:"_L1) ? page : u"mailto:nobody@pilothouse.example"_s;
}

QCoro::Task<Result<PushSubscription>> PushActions::subscribe(PushSubscription subscription,
                                                             QString actor)
{
    if (const auto good = checkSubscription(subscription, m_parts.config); !good)
        co_return fail(good.error());
    if (const auto may = mayLeadTo(subscription.endpoint, m_parts.config); !may)
        co_return fail(may.error());
    subscription.id = receiverOf(subscription.endpoint);
    subscription.createdAt = m_parts.clock.now();
    const bool isNew = !m_parts.store.find(subscription.id);
    const Result<> stored = co_await m_parts.store.put(subscription);
    if (!stored)
        co_return fail(stored.error());
    if (isNew)
        (void)m_parts.audit.append(
            auditPush(actor, AuditAction::PushSubscribed, subscription.id, subscription.endpoint));
    co_return m_parts.store.find(subscription.id);
}

QCoro::Task<Result<>> PushActions::unsubscribe(QString id, QString actor)
{
    const auto known = m_parts.store.find(id);
    if (!known)
        co_return fail(known.error());
    const Result<> removed = co_await m_parts.store.remove(id);
    if (removed)
        (void)m_parts.audit.append(
            auditPush(actor, AuditAction::PushUnsubscribed, id, known->endpoint));
    co_return removed;
}

} // namespace pilothouse
