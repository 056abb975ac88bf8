#pragma once

#include "addresses.h"

#include <string>
#include <vector>

namespace pilothouse::egress {

/// The session's device on which packets end that may go nowhere.
constexpr char kRefusedDevice[] = "refused0";

/// What goes through the network's own devices, and what does not: as lines of `ip -batch`.
/// With `listed`, nothing has a way out, and stand-ins (addresses.h) lead to this program.
std::string routesOf(bool listed, bool publicOnly, bool ipv6, const std::vector<Address> &own);

/// What makes the routes to this machine's own addresses those for `now`; empty: nothing to do.
std::string routeChanges(bool ipv6, const std::vector<Address> &before,
                         const std::vector<Address> &now);

} // namespace pilothouse::egress
