#pragma once

#include "sandbox/descriptor.h"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

struct nlmsghdr;

namespace pilothouse::egress {

/// The TCP connections of a network on which something was asked and not answered yet, as the
/// kernel tells them (sock_diag(7)): the time of the last byte out and in, never a byte itself.
/// What a server of the network still owes is not one: the connections of ports that somebody
/// listens on count at their other end only. No thread of its own.
class OpenRequests
{
public:
    /// A socket that asks about the network it is made in, whoever holds it; none: errno says why.
    static Descriptor openSocket();

    /// With `user` only that user's connections count.
    explicit OpenRequests(Descriptor socket, std::optional<uid_t> user = {})
        : m_socket(std::move(socket)), m_user(user)
    {
    }

    /// What is asked from here on counts.
    void begin();
    /// Those that wait now. A connection that waited at the last end() and got nothing since does
    /// not count: some are only ever told things.
    int count();
    /// Nobody asks any more until begin().
    void end();

private:
    using Clock = std::chrono::steady_clock;
    struct Connection
    {
        std::uint64_t received = 0;
        std::uint64_t answered = 0; ///< bytes sent when the last ones came in
        bool deaf = false;          ///< see count()
        bool waits = false;
        int round = 0; ///< when it was seen last
    };
    struct Seen;
    void look();
    void ask(int family, std::map<std::uint64_t, Seen> &seen, std::set<std::uint16_t> &listening);
    void take(const nlmsghdr &message, std::map<std::uint64_t, Seen> &seen,
              std::set<std::uint16_t> &listening) const;
    void judge(std::uint64_t id, const Seen &seen);

    Descriptor m_socket;
    std::optional<uid_t> m_user;
    Clock::time_point m_begun;
    bool m_first = false; ///< of the looks since begin()
    int m_round = 0;
    std::map<std::uint64_t, Connection> m_connections;
};

} // namespace pilothouse::egress
