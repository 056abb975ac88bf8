#pragma once

#include "agent/hooks/notice.h"
#include "core/result.h"
#include "crypto/p256_key.h"
#include "store/hooks/push_store.h"

/// What browsers are told through a push service, so that the service can neither read nor forge
/// it. Sources: RFC 8030 (push), 8188 and 8291 (encryption), 8292 (who sends).
namespace pilothouse {

/// Whether this can be a subscription. InvalidArgument: its address is none of https (http is let
/// pass for a host of `config.allowed`), its key is no point of P-256, its secret not 16 bytes.
Result<> checkSubscription(const PushSubscription &subscription, const WebhookConfig &config);

/// What the page's worker makes a notification of, in its language: {"kind", "session", "seq",
/// "title", "text"} with the question's summary or the end's message, and of an end "steps" and
/// "cost_usd". The texts are cut so that every push service takes it.
QByteArray pushPayload(const Notice &notice);

/// `plain`, at most 3000 bytes, for the subscription's browser alone. `ours` and `salt` (16 bytes)
/// are used once. A subscription that checkSubscription() would refuse gives none.
QByteArray pushSealed(const QByteArray &plain, const PushSubscription &subscription,
                      const P256Key &ours, const QByteArray &salt);

/// The request to the push service. `server`: the key that browsers know this server by.
/// `contact`: where its operator is found, an https or mailto address.
HookRequest pushRequest(const Notice &notice, const PushSubscription &subscription,
                        const P256Key &server, const QString &contact, qint64 unixTime);

} // namespace pilothouse
