#pragma once

#include "dns_message.h"
#include "host_list.h"
#include "lookup.h"
#include "poller.h"
#include "reports.h"
#include "session_side.h"
#include "tunnel.h"

#include <list>
#include <map>

namespace pilothouse::egress {

/// Lets a session reach the hosts of a list, by TCP, and nothing else. The session's names are
/// looked up here: a listed one stands for an address of its own (a stand-in) that leads to this
/// program, so programs need no setting, and have no other way.
class Filter
{
public:
    Filter(Poller &poller, SessionSide &side, Reports &reports);

    void start();
    void allow(const std::string &entry);
    /// Called now and then; says when the next time.
    /// As Poller::onTick() takes it.
    Poller::Pause tick();

private:
    void answer();
    DnsAnswer answerTo(const DnsQuestion &question, in_addr &address);
    in_addr standInFor(const std::string &name);
    void listenOn(in_port_t port);
    void accept(int listener, in_port_t port);
    void open(Descriptor client, const std::string &host, in_port_t port);
    bool mayConnect(const std::string &host, in_port_t port, const Address &address) const;

    Poller &m_poller;
    SessionSide &m_side;
    Reports &m_reports;
    Lookup m_lookup;
    HostList m_hosts;
    std::map<std::string, in_addr_t> m_standIns; ///< network order
    std::map<in_addr_t, std::string> m_names;
    std::map<in_port_t, Descriptor> m_listeners;
    std::list<Tunnel> m_tunnels;
};

} // namespace pilothouse::egress
