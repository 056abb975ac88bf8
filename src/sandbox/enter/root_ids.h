#pragma once

#include <sys/types.h>
#include <vector>

/// A root that is nobody outside: a user namespace with a range of ids of its own, and what it sees
/// of the system, which it may change without changing the system.
///
/// Inside, 1000 is the session's user as outside; all others are ids of the range, which nobody
/// else on the machine has. What belongs to others outside belongs to "nobody" inside, and no
/// right of the root's holds there.
namespace pilothouse {

/// How many ids a range has.
constexpr unsigned kRootIds = 16384;

/// Makes the namespace, with `user` as its owner: a descriptor, or -1. Needs root. `first` is the
/// range's first id outside. All its users together have `processes` at the most (threads as well;
/// 0: any number), or each new user would have as many again.
int makeUsers(uid_t user, uid_t first, unsigned long processes);

/// This process becomes root there, with mounts of its own.
bool enterUsers(int users);

/// Each overlay is numbers of places (places.h), "0:3:7": folders from top to bottom, the last is
/// the one that keeps what is changed, with "upper" and "work" in it. The first one becomes
/// kPlaces/over/0, and so on.
bool mountOverlays(const std::vector<const char *> &overlays);

/// In the sandbox, with all rights there: root with what it takes to install software, and no more.
/// Neither mounts nor the network nor other processes are its to change.
bool becomeRootInside();

/// Process 1 of such a sandbox becomes its user; `folder` (or nullptr) is given to that user.
bool becomeUserInside(const char *folder);

} // namespace pilothouse
