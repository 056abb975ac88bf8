#include "filter.h"

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace pilothouse::egress {

namespace {

constexpr std::size_t kMostTunnels = 256; // more wait in the listeners' queues
constexpr std::chrono::milliseconds kBusyTick{100};
constexpr std::size_t kMostNames = 10'000;
constexpr std::size_t kLongestQuery = 4096;

bool isLookedUpByPeople(const DnsQuestion &question)
{
    constexpr unsigned kTypeAaaa = 28;
    return (question.type == kDnsTypeA || question.type == kTypeAaaa) &&
           question.name.find('.') != std::string::npos;
}

} // namespace

Filter::Filter(Poller &poller, SessionSide &side, Reports &reports)
    : m_poller(poller), m_side(side), m_reports(reports), m_lookup(poller)
{
}

void Filter::start()
{
    m_poller.watch(m_side.dns(), EPOLLIN, [this](std::uint32_t) { answer(); });
    for (const in_port_t port : m_hosts.ports())
        listenOn(port);
}

void Filter::allow(const std::string &entry)
{
    m_hosts.add(entry);
    for (const in_port_t port : m_hosts.ports())
        listenOn(port);
}

Poller::Pause Filter::tick()
{
    for (auto each = m_tunnels.begin(); each != m_tunnels.end();)
        (each++)->tick(); // it may be done then
    if (m_tunnels.size() < kMostTunnels)
        for (const auto &[port, listener] : m_listeners)
            m_poller.change(listener.get(), EPOLLIN);
    return m_tunnels.empty() ? Poller::Pause() : kBusyTick;
}

void Filter::answer()
{
    std::array<char, kLongestQuery> bytes;
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const ssize_t count = recvfrom(m_side.dns(), bytes.data(), bytes.size(), 0,
                                   reinterpret_cast<sockaddr *>(&from), &size);
    if (count <= 0)
        return;
    const std::string_view query(bytes.data(), static_cast<std::size_t>(count));
    const auto question = dnsQuestion(query);
    if (!question)
        return;
    in_addr address{};
    const DnsAnswer kind = answerTo(*question, address);
    const std::string reply = dnsReply(query, *question, kind, address);
    sendto(m_side.dns(), reply.data(), reply.size(), 0, reinterpret_cast<const sockaddr *>(&from),
           size);
}

DnsAnswer Filter::answerTo(const DnsQuestion &question, in_addr &address)
{
    const bool listed =
        !question.name.empty() && m_hosts.find(question.name, 0) != HostList::Match::No;
    if (!listed) {
        if (isLookedUpByPeople(question))
            m_reports.refused(question.name, 0);
        return DnsAnswer::NoSuchName;
    }
    if (question.type != kDnsTypeA)
        return DnsAnswer::Nothing; // no IPv6, and no HTTPS record: its keys would hide the host
    address = standInFor(question.name);
    return address.s_addr != 0 ? DnsAnswer::Address : DnsAnswer::NoSuchName;
}

in_addr Filter::standInFor(const std::string &name)
{
    const auto known = m_standIns.find(name);
    if (known != m_standIns.end())
        return {known->second};
    if (m_standIns.size() >= kMostNames)
        return {};
    const in_addr made{htonl(kFirstStandIn + static_cast<unsigned>(m_standIns.size()))};
    m_standIns[name] = made.s_addr;
    m_names[made.s_addr] = name;
    return made;
}

void Filter::listenOn(in_port_t port)
{
    if (m_listeners.count(port) > 0)
        return;
    Descriptor listener = m_side.listener(port);
    if (!listener.isOpen())
        return complain("port " + std::to_string(port) + " is taken by a program of the session");
    const int number = listener.get();
    m_listeners[port] = std::move(listener);
    m_poller.watch(number, EPOLLIN, [this, number, port](std::uint32_t) { accept(number, port); });
}

void Filter::accept(int listener, in_port_t port)
{
    if (m_tunnels.size() >= kMostTunnels)
        return m_poller.change(listener, 0);
    Descriptor client(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    sockaddr_storage to{};
    socklen_t size = sizeof to;
    if (!client.isOpen() ||
        getsockname(client.get(), reinterpret_cast<sockaddr *>(&to), &size) != 0)
        return;
    const auto name = m_names.find(reinterpret_cast<const sockaddr_in &>(to).sin_addr.s_addr);
    if (name == m_names.end())
        return;
    if (m_hosts.find(name->second, port) == HostList::Match::No)
        return m_reports.refused(name->second, port);
    open(std::move(client), name->second, port);
}

void Filter::open(Descriptor client, const std::string &host, in_port_t port)
{
    Tunnel::Rules rules;
    rules.mayReach = [this, port](const std::string &named) {
        return m_hosts.find(named, port) != HostList::Match::No;
    };
    rules.mayConnect = [this, host, port](const Address &address) {
        return mayConnect(host, port, address);
    };
    rules.refused = [this, port](const std::string &named) { m_reports.refused(named, port); };
    const auto place = m_tunnels.emplace(m_tunnels.end(), m_poller, m_lookup, std::move(client),
                                         host, port, std::move(rules));
    place->onDone([this, place] { m_tunnels.erase(place); });
}

bool Filter::mayConnect(const std::string &host, in_port_t port, const Address &address) const
{
    if (isLocalOnly(address))
        return false;
    const auto own = ownAddresses();
    if (std::find(own.begin(), own.end(), address) != own.end())
        return false;
    // Who has a domain may let its names lead anywhere, into the operator's own network as well.
    return !isSpecial(address) || m_hosts.find(host, port) == HostList::Match::Name;
}

} // namespace pilothouse::egress
