#pragma once

#include <vector>

namespace pilothouse {

/// The folder that pilothouse-enter covers with what the sandbox is made of. Seen by the sandbox's
/// maker only, in a mount namespace of its own.
constexpr char kPlaces[] = "/mnt";

/// What is to be reachable there.
struct PlacedPath
{
    const char *path;
    bool mapped; ///< with its owners as `idMap` maps them: 0 becomes the session's root
};

/// Makes each path reachable as kPlaces/0, kPlaces/1 …, whatever folders stand above it. Needs
/// root. `idMap` is a user namespace, -1 when nothing is mapped; a mapped place takes a file system
/// that knows idmapped mounts (Linux 5.12), and has nothing in it that is mounted below.
/// False: errno says why.
bool place(const std::vector<PlacedPath> &places, int idMap);

/// Makes /dev/net/tun usable by everybody who starts from here, as systems with udev have it
/// anyway: it gives nobody a right over a network. Needs root and, where it is closed, the right
/// to make devices. False: errno says why.
bool openTun();

} // namespace pilothouse
