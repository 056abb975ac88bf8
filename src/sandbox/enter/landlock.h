#pragma once

#include <vector>

/// What a program may do with files, held by the kernel for it and all its descendants
/// (Landlock, Linux 5.13; https://docs.kernel.org/userspace-api/landlock.html). No privilege and no
/// namespace is needed, so it works in plain containers.
/// Plain C++ without Qt: the server asks for the version only. Any thread.
namespace pilothouse {

/// The newest interface that the kernel offers: 1, 2 …; 0 when it has none or it is switched off.
///
/// What each step adds here:
/// - 1: the file tree. Moving a file to another folder fails as between disks; programs copy.
/// - 2 (Linux 5.19): such moves work within what may be written.
/// - 3 (6.2): emptying a file outside is refused as well as writing to it.
/// - 6 (6.12): abstract sockets of others cannot be reached, and signals can be closed.
/// Before those, file permissions alone decide about truncation, and abstract sockets are open.
int landlockVersion();

/// The folders of a session; what all sessions need of the system is known already.
struct Confinement
{
    std::vector<const char *> readable; ///< and executable
    std::vector<const char *> writable;
    /// Where plain files may be made, used and removed whose name is known; nothing is listed.
    std::vector<const char *> shared;
    /// For programs that share the server's user, and so each other's: signals reach no process
    /// outside (Linux 6.12; before it does nothing), and the shared memory that has names cannot be
    /// listed. Where sessions have users of their own, those decide.
    bool oneUser = false;
};

/// From here on this process and what it becomes may read and execute the system's programs, use
/// the harmless devices, and read and write the given folders; nothing else opens. Must have given
/// up new privileges before. False: errno says why, and nothing has changed.
///
/// Whoever is confined can neither trace who is not, nor read its memory or its environment.
///
/// Not covered: looking a name up (stat), connecting to sockets that have a file name, and, unless
/// closed, signals. Those are judged by the user. Closed signals have a price: each program of a
/// session starts on its own, so the session's shell cannot end what others have started.
bool confine(const Confinement &confinement);

} // namespace pilothouse
