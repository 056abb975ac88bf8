#include "addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace pilothouse::egress {

namespace {

Network network(const char *text)
{
    const char *slash = std::strchr(text, '/');
    const std::string first(text, slash);
    in_addr v4{};
    in6_addr v6{};
    const bool isV4 = inet_pton(AF_INET, first.c_str(), &v4) == 1;
    if (!isV4)
        inet_pton(AF_INET6, first.c_str(), &v6);
    return {text, isV4 ? Address(v4) : Address(v6), std::atoi(slash + 1)};
}

std::vector<Network> networks(std::initializer_list<const char *> texts)
{
    std::vector<Network> made;
    for (const char *text : texts)
        made.push_back(network(text));
    return made;
}

bool isIn(const std::vector<Network> &networks, const Address &address)
{
    return std::any_of(networks.begin(), networks.end(),
                       [&](const Network &each) { return each.has(address); });
}

} // namespace

Address::Address(in_addr address) : m_family(AF_INET)
{
    std::memcpy(m_bytes, &address, sizeof address);
}

Address::Address(const in6_addr &address) : m_family(AF_INET6)
{
    std::memcpy(m_bytes, &address, sizeof address);
    if (!IN6_IS_ADDR_V4MAPPED(&address))
        return;
    m_family = AF_INET;
    std::memmove(m_bytes, m_bytes + 12, 4);
    std::memset(m_bytes + 4, 0, 12);
}

Address::Address(const sockaddr *address)
{
    if (address && address->sa_family == AF_INET)
        *this = Address(reinterpret_cast<const sockaddr_in *>(address)->sin_addr);
    else if (address && address->sa_family == AF_INET6)
        *this = Address(reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr);
}

std::string Address::text() const
{
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(m_family, m_bytes, text, sizeof text);
    return text;
}

socklen_t Address::toSocket(sockaddr_storage &storage, in_port_t port) const
{
    std::memset(&storage, 0, sizeof storage);
    storage.ss_family = static_cast<sa_family_t>(m_family);
    if (m_family == AF_INET6) {
        auto &v6 = reinterpret_cast<sockaddr_in6 &>(storage);
        std::memcpy(&v6.sin6_addr, m_bytes, sizeof v6.sin6_addr);
        v6.sin6_port = htons(port);
        return sizeof v6;
    }
    auto &v4 = reinterpret_cast<sockaddr_in &>(storage);
    std::memcpy(&v4.sin_addr, m_bytes, sizeof v4.sin_addr);
    v4.sin_port = htons(port);
    return sizeof v4;
}

bool Network::has(const Address &address) const
{
    if (address.family() != first.family())
        return false;
    const int whole = bits / 8;
    const int mask = bits % 8 == 0 ? 0 : 0xFF << (8 - bits % 8) & 0xFF;
    return std::equal(address.bytes(), address.bytes() + whole, first.bytes()) &&
           (mask == 0 || (address.bytes()[whole] & mask) == (first.bytes()[whole] & mask));
}

const std::vector<Network> &specialNetworks()
{
    static const std::vector<Network> list = networks(
        {"0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
         "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
         "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
         "::/96",         "64:ff9b::/96",    "64:ff9b:1::/48", "100::/64",       "2001::/23",
         "2001:db8::/32", "2002::/16",       "3fff::/20",      "5f00::/16",      "fc00::/7",
         "fe80::/10",     "fec0::/10",       "ff00::/8"});
    return list;
}

bool isSpecial(const Address &address)
{
    return !address.isValid() || isIn(specialNetworks(), address);
}

bool isLocalOnly(const Address &address)
{
    static const std::vector<Network> list =
        networks({"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "198.18.0.0/15", "224.0.0.0/4",
                  "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32",
                  "2002::/16", "fe80::/10", "fec0::/10", "ff00::/8", "fd00:ec2::/32"});
    return !address.isValid() || isIn(list, address);
}

std::vector<Address> ownAddresses()
{
    std::vector<Address> addresses;
    ifaddrs *all = nullptr;
    if (getifaddrs(&all) != 0)
        return addresses;
    for (const ifaddrs *each = all; each; each = each->ifa_next) {
        const Address address(each->ifa_addr);
        const bool known =
            std::find(addresses.begin(), addresses.end(), address) != addresses.end();
        if (address.isValid() && !isLocalOnly(address) && !known)
            addresses.push_back(address);
    }
    freeifaddrs(all);
    return addresses;
}

} // namespace pilothouse::egress
