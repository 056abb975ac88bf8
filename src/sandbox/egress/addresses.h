#pragma once

#include <netinet/in.h>

#include <string>
#include <string_view>
#include <vector>

namespace pilothouse::egress {

/// An IPv4 or IPv6 address; IPv4 in IPv6 (::ffff:1.2.3.4) is kept as the IPv4 that it is.
class Address
{
public:
    Address() = default;
    explicit Address(in_addr address);
    explicit Address(const in6_addr &address);
    /// Of AF_INET or AF_INET6; anything else gives an address that isValid() denies.
    explicit Address(const sockaddr *address);

    bool isValid() const { return m_family != AF_UNSPEC; }
    int family() const { return m_family; }
    std::string text() const;
    const unsigned char *bytes() const { return m_bytes; } ///< 4 or 16, network order
    int size() const { return m_family == AF_INET6 ? 16 : 4; }
    /// As a socket address; returns its length.
    socklen_t toSocket(sockaddr_storage &storage, in_port_t port) const;
    bool operator==(const Address &) const = default;

private:
    int m_family = AF_UNSPEC;
    unsigned char m_bytes[16] = {};
};

/// A network by its prefix. `text` is as `ip route` takes it.
struct Network
{
    const char *text;
    Address first;
    int bits = 0;
    bool has(const Address &address) const;
};

/// Networks that are not the public internet (IANA's registries of special-purpose addresses for
/// IPv4 and IPv6), multicast, and those whose addresses carry an IPv4 one that a gateway would
/// take out again: NAT64, Teredo, 6to4.
const std::vector<Network> &specialNetworks();
bool isSpecial(const Address &address);
/// Of this machine, or in reach of nobody else: loopback, unspecified, link-local (cloud metadata
/// is there), multicast. No list opens them.
bool isLocalOnly(const Address &address);

/// This machine's own addresses on all its interfaces, loopback ones left out.
std::vector<Address> ownAddresses();

/// Where a name of a list stands for a host in the session: 198.18.0.0/15 is for tests of network
/// devices (RFC 2544), so no host is there.
constexpr char kStandInNetwork[] = "198.18.0.0/15";
constexpr char kStandInDns[] = "198.18.0.1";
constexpr unsigned kFirstStandIn = 0xC6120002; ///< 198.18.0.2

} // namespace pilothouse::egress
