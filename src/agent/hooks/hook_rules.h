#pragma once

#include "core/hooks/webhook.h"

#include <QHostAddress>

#include <chrono>
#include <optional>

/// Which addresses webhooks may lead to, and when they are tried again. Pure.
namespace pilothouse {

/// Whether somebody who configures the server has named the host of `url`: it may be private then.
bool isNamedHost(const QString &url, const WebhookConfig &config);
/// Those that are on the public internet and not this machine's; the ones of IPv4 first.
QList<QHostAddress> publicAddresses(const QList<QHostAddress> &found);
/// Whether a session may have `url` as its webhook, so far as that can be said without asking for
/// the addresses of its host. InvalidArgument: the host is an address that is not public, or this
/// machine, and nobody has named it; or nothing could be signed.
Result<> mayBeWebhook(const QString &url, const WebhookConfig &config);

/// The same without the secret, for what is sealed otherwise.
Result<> mayLeadTo(const QString &url, const WebhookConfig &config);

/// How long to wait before the next try after `tries` (1, 2 …) have failed, the event being `age`
/// old: 1 s, 2 s, 4 s … an hour, each with up to a quarter more or less by `chance` (0 … 1).
/// Nothing: give up, for it would be more than a day.
std::optional<std::chrono::milliseconds> pauseAfter(int tries, std::chrono::milliseconds age,
                                                    double chance);

} // namespace pilothouse
