#pragma once

#include "core/result.h"

#include <QStringList>

#include <optional>

/// Addresses of other services that are told what people must know of sessions. Who tells them:
/// src/agent/hooks/webhooks.h.
namespace pilothouse {

/// How it is told.
enum class WebhookFormat {
    Json, ///< an object, see hooks/notice.h
    Text, ///< a sentence, with Title and Priority as fields of the request: what ntfy takes
};
QString name(WebhookFormat format);
std::optional<WebhookFormat> webhookFormatFrom(const QString &name);

struct WebhookConfig
{
    QStringList urls = {};   ///< of all sessions, as webhookUrl() gives them
    QString secret = {};     ///< signs what is sent; in memory only
    QString secretFile = {}; ///< holds it; empty: none
    /// Names and addresses that webhooks of sessions may lead to although they are private.
    QStringList allowed = {};
    WebhookFormat format = WebhookFormat::Json;
    QString page = {}; ///< where receivers find our pages: https://pilot.example.com; may be empty
};

/// What a webhook's secret must have at least.
inline constexpr int kLeastWebhookSecret = 16; // characters

/// The address of a webhook in its one spelling. InvalidArgument, without the address, which may
/// hold a token: no http or https, no host, a user, a password or a fragment in it, or too long.
Result<QString> webhookUrl(const QString &text);
/// The host that it names, in lower case.
QString webhookHost(const QString &url);
/// For logs, records and other people: scheme, host and port. "https://example.com/…"
QString shownWebhook(const QString &url);

} // namespace pilothouse
