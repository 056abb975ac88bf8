#pragma once

#include "addresses.h"

#include <optional>
#include <string>
#include <string_view>

/// Packets on their way to where a session may not go.
namespace pilothouse::egress {

struct RefusedPacket
{
    Address to;
    in_port_t port = 0; ///< of TCP and UDP; else 0
};

/// Where an IP packet wanted to go. Nothing when it is none, or is to nobody in particular
/// (multicast: programs greet the local network by themselves).
std::optional<RefusedPacket> refusedPacket(std::string_view packet);

/// "Administratively prohibited" for its sender, so that it need not wait for a time-out: ICMP
/// (RFC 792, code 13 of RFC 1812) or ICMPv6 (RFC 4443, 3.1).
std::string prohibition(std::string_view packet);

} // namespace pilothouse::egress
