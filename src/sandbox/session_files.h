#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "core/result.h"
#include "sandbox/confined_file.h"

#include <QDateTime>

#include <memory>

/// A session's home folder, for people who bring and fetch files. Its programs may change things
/// in it at any moment and plant links: paths are resolved below the home without following any
/// (openat2), as the user who owns the home. Paths are relative to the home: "report/a.txt".
/// Blocking; any thread.
///
/// All fail with: InvalidArgument: no path of ours (empty, ".", ".." or NUL in it, too long).
/// NotFound. Denied: a link is on the way, or the home's user may not. Conflict: something else is
/// there. Io.
namespace pilothouse {

struct HomeEntry
{
    enum class Kind { File, Folder, Link, Other };
    QString name;
    Kind kind = Kind::Other;
    qint64 size = 0; ///< bytes; of a file
    QDateTime modified;
};

/// What lies at a path: an open file, or what is in a folder.
struct HomeItem
{
    std::shared_ptr<const Descriptor> file = {}; ///< none: it is a folder
    qint64 size = 0;
    QList<HomeEntry> entries = {}; ///< by name, at most 10,000
};

/// The home itself is "". A home that no desktop has made yet is an empty folder.
Result<HomeItem> openInHome(const DesktopConfig &config, const SessionId &session,
                            const QString &path);

/// What came of a file that was brought. Kept: one was there, and stays.
enum class Written { New, Replaced, Kept };

/// Writes a whole file, or leaves what was there; makes the folders on the way. It belongs to the
/// session's user. Io as well where the session's share of the disk would be exceeded: the home is
/// measured before.
Result<Written> writeInHome(const DesktopConfig &config, const SessionId &session,
                            const QString &path, const QByteArray &bytes,
                            IfThere ifThere = IfThere::Replace);

/// Removes a file, an empty folder, or a link itself.
Result<> removeInHome(const DesktopConfig &config, const SessionId &session, const QString &path);

} // namespace pilothouse
