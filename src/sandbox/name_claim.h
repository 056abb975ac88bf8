#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

#include <QByteArray>

namespace pilothouse {

/// The right to a number that all servers of this machine, or all of an ordinary user's, draw from
/// (a user id, a display number). Held as a locked file, which the kernel unlocks when the holder
/// dies, in a folder that no session reaches. Any thread.
class NameClaim
{
public:
    /// Conflict: somebody holds that name. Denied, Io: there is no folder of our own for claims.
    static Result<NameClaim> take(const QByteArray &name);

    NameClaim(NameClaim &&) noexcept = default;
    NameClaim &operator=(NameClaim &&) noexcept = default;
    /// Removes the file.
    ~NameClaim();

private:
    NameClaim(Descriptor folder, Descriptor file, QByteArray name);
    Descriptor m_folder;
    Descriptor m_file;
    QByteArray m_name;
};

} // namespace pilothouse
