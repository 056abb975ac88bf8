#include "routes.h"

#include <arpa/inet.h>

namespace pilothouse::egress {

namespace {

// Senders of refused packets: no host has these (RFC 7335 and RFC 6666).
constexpr char kSender4[] = "192.0.0.8/32";
constexpr char kSender6[] = "100::8/128";
// As slirp4netns has it; --disable-host-loopback closes its IPv4 sister only.
constexpr char kWayOutHost6[] = "fd00::2";

void addRoute(std::string &lines, const std::string &to)
{
    lines += "route add " + to + " dev " + kRefusedDevice + "\n";
}

} // namespace

std::string routesOf(bool listed, bool publicOnly, bool ipv6, const std::vector<Address> &own)
{
    std::string lines = std::string("link set lo up\nlink set ") + kRefusedDevice + " up\n";
    lines += std::string("addr add ") + kSender4 + " dev " + kRefusedDevice + "\n";
    if (ipv6)
        lines += std::string("addr add ") + kSender6 + " dev " + kRefusedDevice + "\n";
    if (listed) {
        lines += std::string("route add local ") + kStandInNetwork + " dev lo\n";
        addRoute(lines, "0.0.0.0/0");
        if (ipv6)
            addRoute(lines, "::/0");
        return lines;
    }
    if (ipv6)
        addRoute(lines, kWayOutHost6);
    for (const Address &each : own)
        if ((ipv6 || each.family() == AF_INET) && each.text() != kWayOutHost6)
            addRoute(lines, each.text());
    for (const Network &each : specialNetworks()) {
        const bool stays = each.has(Address(in_addr{htonl(INADDR_LOOPBACK)})) ||
                           each.has(Address(in6addr_loopback));
        if (publicOnly && !stays && (ipv6 || each.first.family() == AF_INET))
            addRoute(lines, each.text);
    }
    return lines;
}

} // namespace pilothouse::egress
