#include "refused_packet.h"

#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>

#include <algorithm>
#include <cstring>

namespace pilothouse::egress {

namespace {

/// The checksum of the internet protocols (RFC 1071), of parts of even length but the last.
class Checksum
{
public:
    Checksum &add(const void *bytes, std::size_t size)
    {
        const auto *each = static_cast<const unsigned char *>(bytes);
        for (std::size_t i = 0; i < size; ++i)
            m_sum += i % 2 == 0 ? static_cast<unsigned>(each[i]) << 8 : each[i];
        return *this;
    }
    uint16_t value() const
    {
        unsigned sum = m_sum;
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return htons(static_cast<uint16_t>(~sum));
    }

private:
    unsigned m_sum = 0;
};

unsigned version(std::string_view packet)
{
    return packet.empty() ? 0 : static_cast<unsigned char>(packet[0]) >> 4;
}

in_port_t portAt(std::string_view packet, std::size_t header, int protocol)
{
    uint16_t port = 0;
    if ((protocol == IPPROTO_TCP || protocol == IPPROTO_UDP) && packet.size() >= header + 4)
        std::memcpy(&port, packet.data() + header + 2, sizeof port);
    return ntohs(port);
}

template <typename Header> Header headerOf(std::string_view packet)
{
    Header header;
    std::memcpy(&header, packet.data(), sizeof header);
    return header;
}

std::string prohibition4(std::string_view packet)
{
    const auto refused = headerOf<iphdr>(packet);
    const std::string_view quoted = packet.substr(0, refused.ihl * 4U + 8);
    icmphdr icmp{};
    icmp.type = ICMP_DEST_UNREACH;
    icmp.code = ICMP_PKT_FILTERED;
    icmp.checksum = Checksum().add(&icmp, sizeof icmp).add(quoted.data(), quoted.size()).value();
    iphdr ip{};
    ip.version = 4;
    ip.ihl = 5;
    ip.ttl = 64;
    ip.protocol = IPPROTO_ICMP;
    ip.tot_len = htons(static_cast<uint16_t>(sizeof ip + sizeof icmp + quoted.size()));
    ip.saddr = refused.daddr;
    ip.daddr = refused.saddr;
    ip.check = Checksum().add(&ip, sizeof ip).value();
    std::string reply(reinterpret_cast<const char *>(&ip), sizeof ip);
    reply.append(reinterpret_cast<const char *>(&icmp), sizeof icmp);
    return reply.append(quoted);
}

std::string prohibition6(std::string_view packet)
{
    constexpr std::size_t kLeastMtu = 1280; // no ICMPv6 error is longer
    const auto refused = headerOf<ip6_hdr>(packet);
    const std::string_view quoted =
        packet.substr(0, kLeastMtu - sizeof(ip6_hdr) - sizeof(icmp6_hdr));
    icmp6_hdr icmp{};
    icmp.icmp6_type = ICMP6_DST_UNREACH;
    icmp.icmp6_code = ICMP6_DST_UNREACH_ADMIN;
    ip6_hdr ip{};
    ip.ip6_vfc = 6 << 4;
    ip.ip6_plen = htons(static_cast<uint16_t>(sizeof icmp + quoted.size()));
    ip.ip6_nxt = IPPROTO_ICMPV6;
    ip.ip6_hlim = 64;
    ip.ip6_src = refused.ip6_dst;
    ip.ip6_dst = refused.ip6_src;
    const unsigned char kind[] = {0, IPPROTO_ICMPV6};
    icmp.icmp6_cksum = Checksum()
                           .add(&ip.ip6_src, sizeof ip.ip6_src + sizeof ip.ip6_dst)
                           .add(&ip.ip6_plen, sizeof ip.ip6_plen)
                           .add(kind, sizeof kind)
                           .add(&icmp, sizeof icmp)
                           .add(quoted.data(), quoted.size())
                           .value();
    std::string reply(reinterpret_cast<const char *>(&ip), sizeof ip);
    reply.append(reinterpret_cast<const char *>(&icmp), sizeof icmp);
    return reply.append(quoted);
}

} // namespace

std::optional<RefusedPacket> refusedPacket(std::string_view packet)
{
    if (version(packet) == 4 && packet.size() >= sizeof(iphdr)) {
        const auto ip = headerOf<iphdr>(packet);
        if (ip.ihl < 5 || IN_MULTICAST(ntohl(ip.daddr)) || ip.daddr == INADDR_NONE)
            return std::nullopt;
        return RefusedPacket{Address(in_addr{ip.daddr}), portAt(packet, ip.ihl * 4U, ip.protocol)};
    }
    if (version(packet) == 6 && packet.size() >= sizeof(ip6_hdr)) {
        const auto ip = headerOf<ip6_hdr>(packet);
        if (IN6_IS_ADDR_MULTICAST(&ip.ip6_dst))
            return std::nullopt;
        return RefusedPacket{Address(ip.ip6_dst), portAt(packet, sizeof ip, ip.ip6_nxt)};
    }
    return std::nullopt;
}

std::string prohibition(std::string_view packet)
{
    return version(packet) == 4 ? prohibition4(packet) : prohibition6(packet);
}

} // namespace pilothouse::egress
