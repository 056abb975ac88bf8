#pragma once

#include "core/hooks/webhook.h"
#include "store/event.h"

namespace pilothouse {

/// What receivers outside are told of.
enum class NoticeKind {
    Ask,         ///< a person must decide something
    Completed,   ///< a run ended well
    Failed,      ///< a run ended with an error
    Interrupted, ///< by a person, or by the end of the server
    Budget,      ///< a limit is used up: the run waits
};
QString name(NoticeKind kind);
/// Which notice an event is; most are none.
std::optional<NoticeKind> noticeIn(const EventBody &body);

/// One event as a receiver is told of it.
struct Notice
{
    NoticeKind kind = NoticeKind::Completed;
    Event event;
    QString title; ///< of the session
    QString page;  ///< WebhookConfig::page
    /// "SESSION:SEQ": a receiver that gets it twice got the same notice twice.
    QString id() const;
    /// The event on our page; empty without one.
    QString link() const;
};

/// {"id", "event", "timestamp", "session": {"id", "title", "url"}}, and of a question "question":
/// {"tool_use_id", "tool", "summary", "reason"}, of an end "outcome", "message", "steps",
/// "cost_usd", "duration_ms" and, of a limit, "budget".
QByteArray noticeJson(const Notice &notice);
/// For people: "Shall it run a command? …"
QString noticeSentence(const Notice &notice);

/// A request to a receiver.
struct HookRequest
{
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> fields;
};
/// With an empty `secret` it bears no signature. `unixTime`: seconds, when it is sent.
HookRequest hookRequest(const Notice &notice, WebhookFormat format, const QByteArray &secret,
                        qint64 unixTime);
/// "t=UNIXTIME,v1=HEX": the HMAC-SHA256 of "UNIXTIME.BODY" under the secret.
QByteArray hookSignature(const QByteArray &secret, qint64 unixTime, const QByteArray &body);

} // namespace pilothouse
