#pragma once

#include "agent/session_actions.h"
#include "agent/session_options.h"
#include "feed/event_feed.h"

#include <functional>

namespace pilothouse {

/// What the tools work with. All of it outlives them.
struct McpParts
{
    SessionActions &actions;
    SessionStore &sessions;
    SessionRegistry &registry;
    Journal &journal;
    BlobStore &blobs;
    EventFeed &feed;
    const Clock &clock;
    /// The options of a new session for what somebody asks for.
    std::function<SessionOptions(const SessionOverrides &)> options;
    /// What of them cannot work here.
    std::function<QList<Misfit>(const SessionOptions &)> misfits;
};

} // namespace pilothouse
