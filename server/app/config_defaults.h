#pragma once

#include "core/config.h"
#include "core/result.h"

namespace pilothouse {

/// Fills what depends on the machine and on other settings: folders (made, private to the user),
/// provider by key, model by table. Io: a folder cannot be made or is not ours. Unavailable: the
/// sessions' own users must pass to their homes and cannot.
Result<Config> resolved(Config config);

/// The data folder where none is given: below the user's own folders, but where the sessions' users
/// must pass and cannot (root's home is closed), where services of the system keep theirs.
QString defaultDataDir(bool sessionsMustPass);

} // namespace pilothouse
