#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "core/result.h"

#include <optional>
#include <sys/types.h>

namespace pilothouse {

/// The home folder of a session's programs: HOMESDIR/SESSION, 0700. Made with what programs need
/// to start quietly (a Firefox profile without first-run pages, a shell prompt, folders); what is
/// there already is left alone. It outlives the desktop.
/// Io: cannot be made or handed to `owner`. InvalidArgument: the session's name is no file name.
Result<QString> prepareHome(const DesktopConfig &config, const SessionId &session,
                            std::optional<uid_t> owner);

/// The first folder on the way to `path` that strangers may not pass; empty when they may. Where
/// there is no bubblewrap the sessions' own users must. What does not exist yet is no obstacle.
QString closedFolderAbove(const QString &path);

/// Closes the home of a desktop that ended: back to the server's own user, so that a later session
/// that happens to draw the same user cannot look into it.
void closeHome(const QString &home);

/// Deletes the home folder with everything in it, and the session's own software. Nothing of that
/// session may run any more. Success as well when there is none. Any thread; takes as long as the
/// disk does. Io: something in it cannot be removed. InvalidArgument: as prepareHome().
Result<> removeHome(const DesktopConfig &config, const SessionId &session);

} // namespace pilothouse
