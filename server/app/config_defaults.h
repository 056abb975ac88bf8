#pragma once

#include "core/config.h"
#include "core/result.h"

namespace pilothouse {

/// A database that nobody chose comes to lie beside the rest of the data, not in the current
/// folder. After resolved().
void keepDatabaseWithData(StoreConfig &store);

/// Fills what depends on the machine and on other settings: folders (made, private to the user),
/// provider by key, model by table. A place that nobody chose and that cannot be used falls back to
/// another, which the log tells: data to the temporary files, sockets to a shorter path. Io: a
/// folder cannot be made or written. Denied: a stranger has the runtime folder. Unavailable: the
/// sessions' own users must pass to their homes and cannot.
Result<Config> resolved(Config config);

/// The data folder where none is given: below the user's own folders, but where the sessions' users
/// must pass and cannot (root's home is closed), or root has no home, where services of the system
/// keep theirs.
QString defaultDataDir(bool sessionsMustPass);

} // namespace pilothouse
