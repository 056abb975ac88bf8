#include "poller.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>

namespace pilothouse::egress {

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}

Poller::~Poller()
{
    close(m_epoll);
}

void Poller::watch(int descriptor, std::uint32_t events, Ready ready)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    m_ready[descriptor] = std::move(ready);
}

void Poller::change(int descriptor, std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::forget(int descriptor)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    m_ready.erase(descriptor);
}

void Poller::run()
{
    constexpr auto kNever = Clock::time_point::max();
    auto due = Clock::now();
    while (!m_left) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(due - Clock::now()).count();
        const int patience = static_cast<int>(std::clamp<long>(left, 0, 60'000));
        // One at a time: a descriptor that a handler closes may be another's next moment.
        epoll_event event{};
        const int count = epoll_wait(m_epoll, &event, 1, due == kNever ? -1 : patience);
        const auto found = count == 1 ? m_ready.find(event.data.fd) : m_ready.end();
        if (found != m_ready.end()) {
            const Ready ready = found->second; // it may forget itself
            ready(event.events);
        }
        if (due != kNever && Clock::now() < due)
            continue;
        const Pause pause = m_tick();
        due = pause ? Clock::now() + *pause : kNever;
    }
}

} // namespace pilothouse::egress
