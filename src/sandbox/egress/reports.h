#pragma once

#include <netinet/in.h>

#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace pilothouse::egress {

/// What the server is told on standard output, a line each: "ready", "refused HOST PORT",
/// "open COUNT".
class Reports
{
public:
    void ready();
    /// The same refusal is told again after a minute at the earliest, and no more than some in a
    /// minute: a session may try as often as it likes.
    void refused(const std::string &host, in_port_t port);
    /// So many requests of the session wait for an answer.
    void requestsOpen(int count);

private:
    std::set<std::pair<std::string, in_port_t>> m_told; ///< in this minute
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

} // namespace pilothouse::egress
