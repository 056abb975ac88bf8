#include "host_list.h"

#include <algorithm>
#include <charconv>

namespace pilothouse::egress {

namespace {

constexpr std::size_t kLongestName = 253;
constexpr in_port_t kWebPorts[] = {80, 443};

bool isOfName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

std::string hostName(std::string_view text)
{
    if (endsWith(text, "."))
        text.remove_suffix(1);
    std::string name(text);
    for (char &c : name)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    if (("." + name + ".").find("..") != std::string::npos) // an empty label
        return {};
    const bool good =
        name.size() <= kLongestName && std::all_of(name.begin(), name.end(), isOfName);
    return good ? name : std::string();
}

void HostList::add(std::string_view entry)
{
    ListedHost made;
    const std::size_t colon = entry.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view port = entry.substr(colon + 1);
        const auto [end, error] =
            std::from_chars(port.data(), port.data() + port.size(), made.port);
        if (error != std::errc() || end != port.data() + port.size() || made.port == 0)
            return;
        entry = entry.substr(0, colon);
    }
    made.below = entry.substr(0, 2) == "*.";
    made.name = hostName(made.below ? entry.substr(2) : entry);
    if (!made.name.empty())
        m_hosts.push_back(std::move(made));
}

HostList::Match HostList::find(std::string_view name, in_port_t port) const
{
    Match best = Match::No;
    for (const ListedHost &host : m_hosts) {
        const bool portFits = port == 0 || host.port == port ||
                              (host.port == 0 && (port == kWebPorts[0] || port == kWebPorts[1]));
        if (!portFits)
            continue;
        if (!host.below && name == host.name)
            return Match::Name;
        if (host.below && endsWith(name, "." + host.name))
            best = Match::Pattern;
    }
    return best;
}

std::vector<in_port_t> HostList::ports() const
{
    std::vector<in_port_t> ports(std::begin(kWebPorts), std::end(kWebPorts));
    for (const ListedHost &host : m_hosts)
        if (host.port != 0 && std::find(ports.begin(), ports.end(), host.port) == ports.end())
            ports.push_back(host.port);
    return ports;
}

} // namespace pilothouse::egress
