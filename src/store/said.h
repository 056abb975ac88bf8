#pragma once

#include "store/event.h"

namespace pilothouse {

/// What somebody may look for later: what a person wrote, the agent answered, and the commands and
/// files of its tools. Empty for the rest: what tools print is long, and nobody's words.
QString wordsOf(const EventBody &body);

/// Whose words events of this stored kind hold: "person" or "agent".
QString speakerOf(const QString &kind);

} // namespace pilothouse
