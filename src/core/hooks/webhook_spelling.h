#pragma once

#include "core/hooks/webhook.h"

/// What an address of a webhook, and the secrets that somebody configures, say of one receiver.
namespace pilothouse {

/// Where a webhook leads: webhookUrl() without the format that may stand before it,
/// "text+https://ntfy.sh/mine".
QString webhookAddress(const QString &url);
/// As the address says, else as `config` does.
WebhookFormat webhookFormat(const QString &url, const WebhookConfig &config);
/// What signs what is sent there; may be empty. WebhookConfig::secret has lines: "SECRET" is that
/// of all receivers, "HOST SECRET" that of one host.
QString webhookSecret(const QString &url, const WebhookConfig &config);

/// WebhookConfig::secret as somebody wrote it, without what means nothing. InvalidArgument, without
/// the secret: one is too short, or there is none.
Result<QString> webhookSecrets(const QString &text);

} // namespace pilothouse
