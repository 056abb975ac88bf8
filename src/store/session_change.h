#pragma once

#include "store/event.h"

namespace pilothouse {

class Connection;

/// Where a session's new events go.
struct SessionPlace
{
    qint64 key = 0;       ///< of its row
    EventSeq lastSeq = 0; ///< number of the last of the new events
};

/// Brings the row of a session up to what `bodies` say: number of the last event, time, status,
/// title, open run, usage, cost, allowed hosts, changed settings and grants. The one place that
/// writes those. NotFound: no
/// such session.
Result<SessionPlace> applyToSession(Connection &connection, const SessionId &session,
                                    const QDateTime &at, const QList<EventBody> &bodies);

} // namespace pilothouse
