#pragma once

#include "store/event.h"

namespace pilothouse {

/// What somebody may look for later: what a person wrote, the agent answered, and the commands and
/// files of its tools. Empty for the rest.
QString wordsOf(const EventBody &body);

/// What else somebody may look for: what the agent thought, what it gave to its tools, and what
/// these printed. What wordsOf() has of a call is not said again.
QString workOf(const EventBody &body);

/// Whose words events of this stored kind hold: "person" or "agent".
QString speakerOf(const QString &kind);

} // namespace pilothouse
