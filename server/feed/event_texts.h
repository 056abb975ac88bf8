#pragma once

#include "feed/event_feed.h"

namespace pilothouse {

/// Events as server-sent events, their numbers as ids. Remembers the last one: an event goes to
/// many clients one after another, and they all share its bytes. Main thread.
class EventTexts
{
public:
    QByteArray text(const WireEvent &event);

private:
    QByteArray m_json; ///< held, so that no other event can have its address
    QByteArray m_text;
};

} // namespace pilothouse
