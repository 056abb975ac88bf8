#include "routes.h"

#include <arpa/inet.h>

#include <algorithm>

namespace pilothouse::egress {

namespace {

// Senders of refused packets: no host has these (RFC 7335 and RFC 6666).
constexpr char kSender4[] = "192.0.0.8/32";
constexpr char kSender6[] = "100::8/128";
// As slirp4netns has it; --disable-host-loopback closes its IPv4 sister only.
constexpr char kWayOutHost6[] = "fd00::2";

void addRoute(std::string &lines, const std::string &to, const char *deed = "add")
{
    lines += std::string("route ") + deed + " " + to + " dev " + kRefusedDevice + "\n";
}

void addOwn(std::string &lines, bool ipv6, const Address &each, const char *deed)
{
    if ((ipv6 || each.family() == AF_INET) && each.text() != kWayOutHost6)
        addRoute(lines, each.text(), deed);
}

bool has(const std::vector<Address> &all, const Address &one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
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
        addOwn(lines, ipv6, each, "add");
    for (const Network &each : specialNetworks()) {
        const bool stays = each.has(Address(in_addr{htonl(INADDR_LOOPBACK)})) ||
                           each.has(Address(in6addr_loopback));
        if (publicOnly && !stays && (ipv6 || each.first.family() == AF_INET))
            addRoute(lines, each.text);
    }
    return lines;
}

std::string routeChanges(bool ipv6, const std::vector<Address> &before,
                         const std::vector<Address> &now)
{
    std::string lines;
    for (const Address &each : now)
        if (!has(before, each))
            addOwn(lines, ipv6, each, "replace");
    for (const Address &each : before)
        if (!has(now, each))
            addOwn(lines, ipv6, each, "del");
    return lines;
}

} // namespace pilothouse::egress
