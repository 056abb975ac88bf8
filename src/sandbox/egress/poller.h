#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace pilothouse::egress {

/// Waits for descriptors (epoll) and for time. One thread.
class Poller
{
public:
    using Ready = std::function<void(std::uint32_t events)>;
    using Clock = std::chrono::steady_clock;

    Poller();
    ~Poller();
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    /// `ready` is called with EPOLLIN and the like until forget(), which it may call itself.
    void watch(int descriptor, std::uint32_t events, Ready ready);
    /// Other events of a watched descriptor; 0: errors only.
    void change(int descriptor, std::uint32_t events);
    /// Before the descriptor is closed.
    void forget(int descriptor);

    /// `tick` is called now and then; it says after how long the next time. Nothing: once something
    /// has happened; a session that rests wakes nobody.
    using Pause = std::optional<std::chrono::milliseconds>;
    void onTick(std::function<Pause()> tick) { m_tick = std::move(tick); }

    /// Until leave().
    void run();
    void leave() { m_left = true; }

private:
    int m_epoll;
    std::map<int, Ready> m_ready;
    std::function<Pause()> m_tick = [] { return Pause(); };
    bool m_left = false;
};

} // namespace pilothouse::egress
