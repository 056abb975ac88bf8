#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>
#include <stop_token>
#include <sys/types.h>

/// Copies of a folder with all that is in it. Its programs may change it meanwhile: nothing of it
/// is reached through a link, it is read as the user who owns it, and what is copied is what was
/// there at that moment. Files are copied in the kernel (copy_file_range(2)), which shares them
/// where the file system can. Any thread; takes as long as the disk does.
namespace pilothouse {

/// What a copy holds.
struct TreeFacts
{
    qint64 files = 0;   ///< folders and links as well, but not the top
    qint64 bytes = 0;   ///< counted as HomeUsage counts them
    qint64 skipped = 0; ///< sockets, pipes and devices, and what its owner may not read
    /// Of names, kinds, rights, sizes, times and where links point to: a copy that was changed
    /// afterwards has another one, unless somebody put the times back.
    QByteArray digest = {};
};

struct TreeCopyOptions
{
    /// A copy of the same folder: what is unchanged since is linked to it instead of copied.
    QString former = {};
    /// When that copy began: a file that was changed later than shortly before may be otherwise
    /// with the same time. Null: nothing has changed since.
    QDateTime formerAt = {};
    std::optional<uid_t> owner = {}; ///< of what is made; root alone may say so
    qint64 most = 0;                 ///< bytes in what is copied; 0: any
    std::stop_token stop = {};
};

/// What a copy of `source` would hold. What is not there is an empty folder. Io.
Result<TreeFacts> surveyTree(const QString &source, std::stop_token stop = {});

/// Copies what is in `source` to the new folder `target`. Rights are those of files alone: no
/// set-uid. Left out is what tells of programs that run now: locks of browsers.
/// Io: `target` cannot be written, holds more than `most` bytes, or is nested too deep.
/// Stopped. Something of `target` may be there then.
Result<TreeFacts> copyTree(const QString &source, const QString &target,
                           const TreeCopyOptions &options);

} // namespace pilothouse
