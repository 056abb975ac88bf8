#pragma once

#include <vector>

namespace pilothouse {

/// The folder that pilothouse-enter covers with what the sandbox is made of. Seen by the sandbox's
/// maker only, in a mount namespace of its own.
constexpr char kPlaces[] = "/mnt";

/// Makes each path reachable as kPlaces/0, kPlaces/1 …, whatever folders stand above it. Needs
/// root. False: errno says why.
bool place(const std::vector<const char *> &paths);

/// Makes /dev/net/tun usable by everybody who starts from here, as systems with udev have it
/// anyway: it gives nobody a right over a network. Needs root and, where it is closed, the right
/// to make devices. False: errno says why.
bool openTun();

} // namespace pilothouse
