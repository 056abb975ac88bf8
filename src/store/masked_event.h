#pragma once

#include "core/secrets.h"
#include "store/event.h"

namespace pilothouse {

/// The event with the placeholder for each value of a secret in what programs, people and tools
/// said. The model's own blocks stay as they came: they must go back so, and it knows no value.
EventBody masked(EventBody body, const Secrets &secrets);

} // namespace pilothouse
