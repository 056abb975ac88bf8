#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "core/result.h"

#include <QList>
#include <QStringList>

#include <sys/types.h>

/// What a session with DesktopConfig::software changes of the system: files of its own over the
/// host's, which stays as it is. docs/decisions/0073
namespace pilothouse {

/// Where all that a session has changed of the system is kept: HOMESDIR/.software/SESSION, the
/// server's alone, one folder per overlay with "upper" and "work" in it, and "root", the home of
/// root. Files there have the owners that they have inside. Outlives the desktop.
QString softwareFolder(const DesktopConfig &config, const SessionId &session);

/// One folder of the system, with what is laid over it.
struct SystemOverlay
{
    QString inside;    ///< where the session sees it
    QString kept;      ///< what the session changed there, in softwareFolder()
    QString own;       ///< laid between: what the session is not to see, and settings of its own
    QString host = {}; ///< the host's folder; empty: the session sees nothing of that
    /// The host's root owns them as the session's root, so that packages can be replaced. Else they
    /// belong to nobody, and can be covered only.
    bool mapped = false;
};

/// What of the system is made for one desktop.
struct SoftwarePlan
{
    QString kept;         ///< softwareFolder()
    QString own;          ///< a folder of this desktop, which does not exist yet
    QString settings;     ///< a folder with settings that take the place of those in /etc
    QStringList closed;   ///< the host's settings that nobody is to see: VisibleFiles::closed
    QStringList ownFiles; ///< DesktopConfig::ownFiles
    uid_t rootIds = 0;    ///< SessionUsers::rootIds()
};

/// Makes folders and files for `plan`: overlays from the outermost to the innermost. Takes some
/// 0.1 s, the first time in this process as long as a look at all of /usr. Any thread. Io.
Result<QList<SystemOverlay>> makeSoftware(const SoftwarePlan &plan);

/// Removes what a session has changed of the system. Any thread. Io.
Result<> removeSoftware(const DesktopConfig &config, const SessionId &session);

} // namespace pilothouse
