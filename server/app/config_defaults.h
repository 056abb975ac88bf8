#pragma once

#include "core/config.h"
#include "core/result.h"

namespace pilothouse {

/// Fills what depends on the machine and on other settings: folders (made, private to the user),
/// provider by key, model by table. Io: a folder cannot be made or is not ours.
Result<Config> resolved(Config config);

} // namespace pilothouse
