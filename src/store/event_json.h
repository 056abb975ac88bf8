#pragma once

#include "store/event.h"

namespace pilothouse {

/// The fields of a body by their stored names; wireJson() adds to them. A ModelBlock gives its
/// run only: its block is kept as text.
QJsonObject bodyObject(const EventBody &body);

} // namespace pilothouse
