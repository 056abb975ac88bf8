#pragma once

#include "access/share_links.h"
#include "agent/desks/desk_actions.h"
#include "agent/hooks/push_actions.h"
#include "agent/session_actions.h"
#include "agent/session_options.h"
#include "agent/templates/template_actions.h"
#include "core/task_scope.h"
#include "exchange/router.h"
#include "feed/event_feed.h"
#include "feed/write_pace.h"
#include "store/blob_store.h"
#include "store/search_index.h"

namespace pilothouse {

/// What the routes serve. All of it outlives them.
struct ApiParts
{
    SessionActions &actions;
    TemplateActions &templates;
    DeskActions &desks;
    SessionStore &sessions;
    SessionRegistry &registry;
    Journal &journal;
    BlobStore &blobs;
    AuditLog &audit;
    SearchIndex &search;
    PushActions &push;
    const ShareStore &shares;
    ShareLinks *links; ///< null: switched off
    EventFeed &feed;
    WritePace &pace;
    const Clock &clock;
    TaskScope &tasks; ///< the handlers that wait
    /// The options of a new session for what somebody asks for.
    std::function<SessionOptions(const SessionOverrides &)> options;
    /// What of them cannot work here.
    std::function<QList<Misfit>(const SessionOptions &)> misfits;
    /// changedOptions() of this server's models.
    std::function<SessionOptions(const SessionOptions &, const SessionOverrides &)> changed;
    /// What of the second, which `changed` gave, cannot follow the first.
    std::function<QList<Misfit>(const SessionOptions &, const SessionOptions &)> changeMisfits;
};

/// A handler for the router: `work`, a coroutine of parts, exchange and, if it can wait for long, a
/// stop token, becomes one of the tasks.
template <typename Work>
std::function<void(const ExchangePtr &)> launching(ApiParts parts, Work work)
{
    return [parts, work](const ExchangePtr &exchange) {
        parts.tasks.launch([parts, work, exchange](std::stop_token stop) {
            if constexpr (std::is_invocable_v<Work, ApiParts, ExchangePtr, std::stop_token>)
                return work(parts, exchange, stop);
            else
                return work(parts, exchange);
        });
    };
}

/// The pattern's first <arg>; there may be no such session.
SessionId sessionOf(const ExchangePtr &exchange);

/// The session whose id is the pattern's first <arg>; nothing: 404 or 500 was answered.
std::optional<SessionRecord> requestedSession(const ExchangePtr &exchange, const ApiParts &parts);

/// Who does it, for events and the audit trail; and by which door where it is another program's:
/// "token (gptme)", "token (OpenAI)".
QString actorOf(const Exchange &exchange);

/// A number in the query within bounds, `fallback` without one; nothing: 422 was answered.
std::optional<qint64> queryNumber(const ExchangePtr &exchange, const QString &name, qint64 fallback,
                                  qint64 least, qint64 most);

} // namespace pilothouse
