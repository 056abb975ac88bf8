#pragma once

#include <vector>

namespace pilothouse {

/// What a program and its descendants may use.
struct Limits
{
    std::vector<const char *> groups; ///< cgroup.procs files of the control groups to enter
    unsigned long processes = 0;      ///< of its user, threads included; 0: as it is
    unsigned long files = 0;          ///< open in one process; 0: as it is
    unsigned long fileSize = 0;       ///< bytes of each; who writes more gets SIGXFSZ; 0: as it is
};

/// Moves this process into the groups; needs their owner's rights. False: errno says why.
bool enterGroups(const Limits &limits);

/// Never raises a limit. Core files are off in any case. Call it last: it also holds for us.
void lowerLimits(const Limits &limits);

} // namespace pilothouse
