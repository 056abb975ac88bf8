#pragma once

#include "addresses.h"
#include "sandbox/descriptor.h"

#include <sys/types.h>

#include <string>

namespace pilothouse::egress {

/// The namespaces of a session's network, opened from outside.
struct Namespaces
{
    Descriptor user; ///< the user namespace that owns the network
    Descriptor net;
    /// Of a process that lives in it. Must be asked by the user who made it. Without descriptors:
    /// errno says why.
    static Namespaces of(pid_t process);
};

/// A small process inside of the network, and what it made there. Sockets belong to the network
/// that they were made in, whoever holds them.
class SessionSide
{
public:
    /// False: complain() has been told why.
    bool start(const Namespaces &network, const std::string &routes, bool listed);

    /// The small process.
    pid_t process() const { return m_process; }
    int refusedPackets() const
    {
        return m_refused.get();
    }                                       ///< what was routed nowhere; IP, no header
    int dns() const { return m_dns.get(); } ///< UDP; with `listed` only
    /// Tells of the network's connections (open_requests.h); once. None: the kernel does not.
    Descriptor takeConnections() { return std::move(m_connections); }
    /// A listening socket for a port, on all addresses of the session; none: it is taken.
    Descriptor listener(in_port_t port);
    /// Some routes more, as lines of `ip -batch`. False: they could not be set, and the small
    /// process has ended.
    bool setRoutes(const std::string &lines);

private:
    bool ask(const std::string &order);
    Descriptor receive();

    pid_t m_process = -1;
    Descriptor m_channel;
    Descriptor m_refused;
    Descriptor m_dns;
    Descriptor m_connections;
};

/// From here on this process is refused the system calls that sessions are (enter/call_filter.h).
/// False: errno says why.
bool giveUpCalls();

/// A line for the server's log; what is said last is the reason when this program ends.
void complain(const std::string &what);

} // namespace pilothouse::egress
