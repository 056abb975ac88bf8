#pragma once

#include "core/result.h"

#include <QString>

namespace pilothouse {

/// Makes the folder of all data if it is missing, and sees to it that we may write there and
/// strangers may not read: a folder of our own is closed to others (but for passing, where
/// `passable`; its group keeps its rights if it may write). One of somebody else is taken as it is
/// where we may write, as the volumes of Kubernetes are given to a group (fsGroup) and not to a
/// user; only root takes none of another user's, who could put links in its way.
/// Io: it cannot be made or written, or is one for everybody, such as /tmp. Main thread.
Result<> prepareDataFolder(const QString &folder, bool passable);

} // namespace pilothouse
