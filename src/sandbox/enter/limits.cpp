#include "limits.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pilothouse {

namespace {

bool enterGroup(const char *file)
{
    const int group = open(file, O_WRONLY | O_CLOEXEC);
    const bool entered = group >= 0 && write(group, "0", 1) == 1; // 0 is who writes it
    if (group >= 0)
        close(group);
    return entered;
}

void lower(__rlimit_resource resource, rlim_t value)
{
    rlimit limit = {};
    getrlimit(resource, &limit);
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(resource, &limit);
}

} // namespace

bool enterGroups(const Limits &limits)
{
    return std::all_of(limits.groups.begin(), limits.groups.end(), enterGroup);
}

void lowerLimits(const Limits &limits)
{
    lower(RLIMIT_CORE, 0);
    if (limits.processes > 0)
        lower(RLIMIT_NPROC, limits.processes);
    if (limits.files > 0)
        lower(RLIMIT_NOFILE, limits.files);
    if (limits.fileSize > 0)
        lower(RLIMIT_FSIZE, limits.fileSize);
}

} // namespace pilothouse
