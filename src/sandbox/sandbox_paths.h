#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

#include <QStringList>

#include <array>
#include <optional>
#include <sys/types.h>

namespace pilothouse {

/// Turns paths as a sandbox's programs name them into paths that the server may open for them.
///
/// The answer has the form /proc/self/fd/N/NAME, where N is the folder itself and not its name: a
/// program that swaps a folder for a link after our look gains nothing. Do not canonicalise it, and
/// use it soon: the last 64 answers stay valid.
/// For writing the file need not exist; who makes it gives it to the owner of its folder.
/// Permissions are those of the programs' user, also when the server is root.
/// Main thread (the file-system user of the thread changes for a moment).
class SandboxPaths
{
public:
    struct View
    {
        QString root;                   ///< on the host: where the programs' "/" is
        QString home;                   ///< as they name it; where relative paths start
        QStringList writable;           ///< folders, as they name them
        QStringList readable;           ///< besides the writable ones
        std::optional<uid_t> user = {}; ///< whose rights count; none: ours
    };
    explicit SandboxPaths(View view);

    /// Denied: outside of the folders above, or not permitted to the user. NotFound: the folder it
    /// is in, or for reading the file itself, does not exist. Unavailable: the sandbox is gone.
    Result<QString> resolve(const QString &insidePath, bool forWriting);

private:
    struct Place
    {
        Descriptor folder;
        QString inside; ///< the folder's full name inside, free of links
        QString name;   ///< last part; "." for a folder
    };
    Result<Place> find(const Descriptor &root, const QString &path, int depth) const;
    Result<> check(const Place &place, bool forWriting) const;
    QString keep(Place place);

    View m_view;
    std::array<Descriptor, 64> m_kept;
    size_t m_next = 0;
};

} // namespace pilothouse
