#pragma once

#include <netinet/in.h>

#include <string>
#include <string_view>
#include <vector>

namespace pilothouse::egress {

/// A host name as it is compared: lower case, without the last dot. Empty when it has characters
/// that no host name has, or is too long.
std::string hostName(std::string_view text);

/// The hosts that a session may reach, by name.
class HostList
{
public:
    /// An entry as allowedHost() of core/egress.h gives it: "example.com", "*.example.com", either
    /// with ":PORT". Anything else is left out.
    void add(std::string_view entry);

    enum class Match {
        No,
        Pattern, ///< by "*.": whoever has the domain decides where its names lead
        Name,    ///< by its own name: the person who listed it knows where it leads
    };
    /// `name` as hostName() gives it. Port 0: any that is listed.
    Match find(std::string_view name, in_port_t port) const;

    /// 80 and 443, and the others that entries name.
    std::vector<in_port_t> ports() const;

private:
    struct ListedHost
    {
        std::string name;
        bool below = false; ///< every name below it, not itself
        in_port_t port = 0; ///< 0: 80 and 443
    };
    std::vector<ListedHost> m_hosts;
};

} // namespace pilothouse::egress
