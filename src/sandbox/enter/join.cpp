#include "join.h"

#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace pilothouse {

namespace {

/// The namespaces of `target` that are not ours already: to join the host's network again would
/// need a privilege that nobody has. -1: the target is gone.
int foreignNamespaces(pid_t target)
{
    constexpr std::pair<const char *, int> kKinds[] = {
        {"user", CLONE_NEWUSER}, {"mnt", CLONE_NEWNS},  {"pid", CLONE_NEWPID},
        {"ipc", CLONE_NEWIPC},   {"uts", CLONE_NEWUTS}, {"net", CLONE_NEWNET},
    };
    int flags = 0;
    for (const auto &[name, flag] : kKinds) {
        char path[64];
        struct stat own = {};
        struct stat other = {};
        std::snprintf(path, sizeof path, "/proc/self/ns/%s", name);
        const bool known = stat(path, &own) == 0;
        std::snprintf(path, sizeof path, "/proc/%d/ns/%s", target, name);
        if (!known || stat(path, &other) != 0)
            return -1;
        if (own.st_ino != other.st_ino)
            flags |= flag;
    }
    return flags;
}

} // namespace

bool joinNamespaces(pid_t target)
{
    const int process = static_cast<int>(syscall(SYS_pidfd_open, target, 0));
    const int flags = process < 0 ? -1 : foreignNamespaces(target);
    const bool joined = flags >= 0 && setns(process, flags) == 0;
    if (process >= 0 && joined)
        close(process);
    return joined;
}

} // namespace pilothouse
