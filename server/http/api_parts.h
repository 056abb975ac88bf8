#pragma once

#include "agent/session_actions.h"
#include "agent/session_options.h"
#include "exchange/router.h"
#include "feed/event_feed.h"
#include "feed/write_pace.h"
#include "store/blob_store.h"

namespace pilothouse {

/// What the routes serve. All of it outlives them.
struct ApiParts
{
    SessionActions &actions;
    SessionStore &sessions;
    SessionRegistry &registry;
    Journal &journal;
    BlobStore &blobs;
    AuditLog &audit;
    EventFeed &feed;
    WritePace &pace;
    const Clock &clock;
    /// The options of a new session for what somebody asks for.
    std::function<SessionOptions(const SessionOverrides &)> options;
};

/// The pattern's first <arg>; there may be no such session.
SessionId sessionOf(const ExchangePtr &exchange);

/// The session whose id is the pattern's first <arg>; nothing: 404 or 500 was answered.
std::optional<SessionRecord> requestedSession(const ExchangePtr &exchange, const ApiParts &parts);

/// Who does it, for events and the audit trail.
QString actorOf(const Exchange &exchange);

/// A number in the query within bounds, `fallback` without one; nothing: 422 was answered.
std::optional<qint64> queryNumber(const ExchangePtr &exchange, const QString &name, qint64 fallback,
                                  qint64 least, qint64 most);

} // namespace pilothouse
