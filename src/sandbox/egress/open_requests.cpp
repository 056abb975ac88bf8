#include "open_requests.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace pilothouse::egress {

namespace {

using namespace std::chrono_literals;

enum State : std::uint8_t { Established = 1, Connecting = 2, Listening = 10 };

constexpr auto kLate = 100ms; // word of an action may come later than what it asked

// Less than any request: HTTP/2 and TLS acknowledge, ping and say goodbye in 24 to 60 bytes.
constexpr std::uint64_t kRequest = 64;

} // namespace

struct OpenRequests::Seen
{
    std::uint8_t state = 0;
    std::uint16_t port = 0; ///< at this end
    tcp_info info{};
};

Descriptor OpenRequests::openSocket()
{
    return Descriptor(
        socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG));
}

void OpenRequests::begin()
{
    m_begun = Clock::now();
    m_first = true;
    look();
    m_first = false;
}

int OpenRequests::count()
{
    look();
    return static_cast<int>(
        std::count_if(m_connections.cbegin(), m_connections.cend(),
                      [](const auto &entry) { return entry.second.waits && !entry.second.deaf; }));
}

void OpenRequests::end()
{
    for (auto &[id, connection] : m_connections)
        connection.deaf = connection.deaf || connection.waits;
}

void OpenRequests::look()
{
    std::map<std::uint64_t, Seen> seen;
    std::set<std::uint16_t> listening;
    ++m_round;
    for (const int family : {AF_INET, AF_INET6})
        ask(family, seen, listening);
    for (const auto &[id, one] : seen) {
        if (listening.count(one.port) == 0)
            judge(id, one);
    }
    for (auto it = m_connections.begin(); it != m_connections.end();)
        it = it->second.round == m_round ? std::next(it) : m_connections.erase(it);
}

void OpenRequests::ask(int family, std::map<std::uint64_t, Seen> &seen,
                       std::set<std::uint16_t> &listening)
{
    struct
    {
        nlmsghdr header;
        inet_diag_req_v2 body;
    } request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.body.sdiag_family = static_cast<std::uint8_t>(family);
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_ext = 1U << (INET_DIAG_INFO - 1);
    request.body.idiag_states = 1U << Established | 1U << Connecting | 1U << Listening;
    if (send(m_socket.get(), &request, sizeof request, 0) != sizeof request)
        return;
    alignas(nlmsghdr) std::array<char, 65536> bytes;
    for (;;) {
        // The kernel has written the answer's next part before send() or recv() returns.
        const ssize_t count = recv(m_socket.get(), bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return;
        auto left = static_cast<unsigned>(count);
        const auto *message = reinterpret_cast<const nlmsghdr *>(bytes.data());
        for (; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR)
                return;
            take(*message, seen, listening);
        }
    }
}

/// One socket of an answer.
void OpenRequests::take(const nlmsghdr &message, std::map<std::uint64_t, Seen> &seen,
                        std::set<std::uint16_t> &listening) const
{
    const auto *socket = static_cast<const inet_diag_msg *>(NLMSG_DATA(&message));
    const std::uint16_t port = ntohs(socket->id.idiag_sport);
    if (socket->idiag_state == Listening)
        listening.insert(port);
    if (socket->idiag_state == Listening || (m_user && socket->idiag_uid != *m_user))
        return;
    Seen one{.state = socket->idiag_state, .port = port};
    const auto *end = reinterpret_cast<const char *>(&message) + message.nlmsg_len;
    const auto *at = reinterpret_cast<const char *>(socket + 1);
    while (at + sizeof(rtattr) <= end) {
        const auto *attribute = reinterpret_cast<const rtattr *>(at);
        const std::size_t length = attribute->rta_len;
        if (length < sizeof(rtattr) || at + length > end)
            break;
        if (attribute->rta_type == INET_DIAG_INFO)
            std::memcpy(&one.info, RTA_DATA(attribute),
                        std::min(length - sizeof(rtattr), sizeof one.info));
        at += RTA_ALIGN(length);
    }
    const std::uint64_t high = socket->id.idiag_cookie[1];
    seen.emplace(high << 32 | socket->id.idiag_cookie[0], one);
}

void OpenRequests::judge(std::uint64_t id, const Seen &seen)
{
    Connection &connection = m_connections[id];
    connection.round = m_round;
    if (seen.state == Connecting) {
        connection.deaf = connection.deaf || m_first; // it has been trying for a while
        connection.waits = true;
        return;
    }
    const tcp_info &info = seen.info;
    const auto asked = Clock::now() - std::chrono::milliseconds(info.tcpi_last_data_sent);
    // Within one tick of the kernel's clock (to 10 ms) the bytes tell which came first: a
    // connection counts as received from when it is made.
    const bool sentLast = info.tcpi_last_data_sent < info.tcpi_last_data_recv ||
                          (info.tcpi_last_data_sent == info.tcpi_last_data_recv &&
                           info.tcpi_bytes_received == connection.received);
    const bool open = asked >= m_begun - kLate && sentLast;
    if (info.tcpi_bytes_received != connection.received)
        connection.deaf = false;
    connection.received = info.tcpi_bytes_received;
    if (!open)
        connection.answered = info.tcpi_bytes_sent;
    connection.waits = open && info.tcpi_bytes_sent - connection.answered >= kRequest;
}

} // namespace pilothouse::egress
