#include "address_watch.h"

#include "poller.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace pilothouse::egress {

namespace {

/// What is said is not read: a look at all of them needs no event to be whole, nor none lost.
void skipAll(int events)
{
    std::array<char, 8192> bytes;
    while (recv(events, bytes.data(), bytes.size(), 0) >= 0 || errno == ENOBUFS || errno == EINTR)
        continue;
}

} // namespace

AddressWatch::~AddressWatch()
{
    if (m_events.isOpen())
        m_poller.forget(m_events.get());
}

bool AddressWatch::start(Changed changed)
{
    constexpr int kType = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK;
    Descriptor events(socket(AF_NETLINK, kType, NETLINK_ROUTE));
    sockaddr_nl all{};
    all.nl_family = AF_NETLINK;
    all.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (!events.isOpen() ||
        bind(events.get(), reinterpret_cast<const sockaddr *>(&all), sizeof all) != 0)
        return false;
    m_events = std::move(events);
    m_poller.watch(m_events.get(), EPOLLIN, [this, changed](std::uint32_t) {
        skipAll(m_events.get());
        changed(ownAddresses());
    });
    changed(ownAddresses()); // what came since the routes were set
    return true;
}

} // namespace pilothouse::egress
