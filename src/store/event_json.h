#pragma once

#include "store/event.h"

namespace pilothouse {

/// Stored, or as clients get it: with what those of the original server look for.
enum class BodyForm { Stored, Wire };

/// The fields of a body as one JSON object. A ModelBlock has its block as it is in it, last.
QByteArray bodyText(const EventBody &body, BodyForm form);

} // namespace pilothouse
