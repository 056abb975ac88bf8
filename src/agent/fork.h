#pragma once

#include "store/event.h"

namespace pilothouse {

/// The events that begin a fork of a session, from all of its events: what was said until `upTo`,
/// and a Forked that says so, `files` of it to be filled in. Cut where the model may go on from: in
/// the middle of a reply, or before its calls are answered, at the end of that step, or before it
/// where it has none yet. What people allowed or set, and what became of the desktop, is not
/// copied; what it cost counts for the original alone.
QList<EventBody> forkOf(const QList<Event> &events, EventSeq upTo, const SessionId &session,
                        const QString &title);

} // namespace pilothouse
