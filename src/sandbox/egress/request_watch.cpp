#include "request_watch.h"

#include "poller.h"
#include "reports.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>

#include <utility>

namespace pilothouse::egress {

namespace {

constexpr long kTick = 20'000'000; // ns; a look decides every 10 ms, with 150 ms to spare

} // namespace

RequestWatch::RequestWatch(Poller &poller, Reports &reports, Descriptor socket)
    : m_poller(poller), m_reports(reports), m_requests(std::move(socket)),
      m_timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK))
{
    m_poller.watch(m_timer.get(), EPOLLIN, [this](std::uint32_t) { report(); });
}

RequestWatch::~RequestWatch()
{
    m_poller.forget(m_timer.get());
}

void RequestWatch::order(const std::string &line)
{
    if (line == "look") {
        m_requests.begin();
        m_told = -1;
        everyTick(true);
        report();
    } else if (line == "rest") {
        m_requests.end();
        everyTick(false);
    }
}

void RequestWatch::everyTick(bool on)
{
    const timespec tick{0, on ? kTick : 0};
    const itimerspec times{tick, tick};
    timerfd_settime(m_timer.get(), 0, &times, nullptr);
}

void RequestWatch::report()
{
    std::uint64_t ticks = 0;
    [[maybe_unused]] const auto taken = read(m_timer.get(), &ticks, sizeof ticks);
    const int open = m_requests.count();
    if (std::exchange(m_told, open) != open)
        m_reports.requestsOpen(open);
}

} // namespace pilothouse::egress
