#pragma once

#include "sandbox/descriptor.h"

#include <QtGlobal>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pilothouse {

/// Opens what lies at `path` below `folder`, following no link and leaving no file system: whatever
/// a session's programs change meanwhile, we stay inside. Not open: errno says why (openat2(2)).
inline Descriptor openBelow(const Descriptor &folder, const char *path, quint64 flags)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    return Descriptor(static_cast<int>(syscall(SYS_openat2, folder.get(), path, &how, sizeof how)));
}

} // namespace pilothouse
