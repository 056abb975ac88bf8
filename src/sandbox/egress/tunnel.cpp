#include "tunnel.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace pilothouse::egress {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstWordsPatience = 10s;
constexpr auto kSilentClient = 300ms; ///< then it is one whose server speaks first
constexpr auto kConnectPatience = 5s; ///< of each address
constexpr std::size_t kBuffer = 64 * 1024;

bool isOfTheWeb(in_port_t port)
{
    return port == 80 || port == 443;
}

void answerBlocked(int client, const std::string &host)
{
    const std::string text = "blocked: " + host + " is not on this session's list\n";
    const std::string answer = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n"
                               "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: " +
                               std::to_string(text.size()) + "\r\n\r\n" + text;
    [[maybe_unused]] const auto told = send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
}

} // namespace

Tunnel::Tunnel(Poller &poller, Lookup &lookup, Descriptor client, std::string host, in_port_t port,
               Rules rules)
    : m_poller(poller), m_lookup(lookup), m_client(std::move(client)), m_host(std::move(host)),
      m_port(port), m_rules(std::move(rules))
{
    m_poller.watch(m_client.get(), EPOLLIN, [this](std::uint32_t) { listen(); });
}

Tunnel::~Tunnel()
{
    m_lookup.forget(m_number);
    m_poller.forget(m_client.get());
    if (m_server.isOpen())
        m_poller.forget(m_server.get());
}

void Tunnel::tick()
{
    const auto waited = Poller::Clock::now() - m_since;
    if (m_stage == Stage::Listening && !isOfTheWeb(m_port) && m_out.waiting.empty() &&
        waited > kSilentClient)
        lookUp();
    else if (m_stage == Stage::Listening && waited > kFirstWordsPatience)
        finish();
    else if (m_stage == Stage::Connecting && waited > kConnectPatience)
        connectNext();
}

void Tunnel::listen()
{
    if (m_stage != Stage::Listening)
        return finish(); // only an end is heard then
    std::array<char, kLongestFirstWords> bytes;
    const ssize_t count = recv(m_client.get(), bytes.data(), bytes.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0)
        return finish();
    m_out.waiting.append(bytes.data(), static_cast<std::size_t>(count));
    const FirstWords words = readFirstWords(m_out.waiting);
    if (words.kind != FirstWords::Kind::Incomplete)
        judge(words);
}

void Tunnel::judge(const FirstWords &words)
{
    using Kind = FirstWords::Kind;
    const bool names = words.kind == Kind::Tls || words.kind == Kind::Http;
    const bool http = words.kind == Kind::Http;
    // What a client names counts, not only where it connects to: one address has many hosts.
    if (isOfTheWeb(m_port) && (!names || words.host.empty()))
        return refuse(m_host, http);
    if (names && !words.host.empty() && !m_rules.mayReach(words.host))
        return refuse(words.host, http);
    lookUp();
}

void Tunnel::refuse(const std::string &host, bool http)
{
    if (http)
        answerBlocked(m_client.get(), host);
    m_rules.refused(host);
    finish();
}

void Tunnel::lookUp()
{
    m_stage = Stage::LookingUp;
    m_poller.change(m_client.get(), 0);
    m_number = m_lookup.find(m_host, [this](const std::vector<Address> &addresses) {
        m_found = !addresses.empty();
        m_addresses.assign(addresses.rbegin(), addresses.rend());
        std::erase_if(m_addresses,
                      [this](const Address &each) { return !m_rules.mayConnect(each); });
        if (m_found && m_addresses.empty())
            m_rules.refused(m_host);
        connectNext();
    });
}

void Tunnel::connectNext()
{
    if (m_server.isOpen())
        m_poller.forget(m_server.get());
    if (m_addresses.empty())
        return finish();
    const Address address = m_addresses.back();
    m_addresses.pop_back();
    m_stage = Stage::Connecting;
    m_since = Poller::Clock::now();
    m_server = Descriptor(socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_storage storage;
    const socklen_t size = address.toSocket(storage, m_port);
    if (!m_server.isOpen() ||
        (connect(m_server.get(), reinterpret_cast<const sockaddr *>(&storage), size) != 0 &&
         errno != EINPROGRESS)) {
        m_server = Descriptor();
        return connectNext();
    }
    m_poller.watch(m_server.get(), EPOLLOUT, [this](std::uint32_t) { onConnected(); });
}

void Tunnel::onConnected()
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(m_server.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return connectNext();
    m_stage = Stage::Open;
    m_poller.forget(m_server.get());
    m_poller.forget(m_client.get());
    for (const int end : {m_client.get(), m_server.get()})
        m_poller.watch(end, 0, [this](std::uint32_t) { carry(); });
    carry();
}

/// Reads once and writes what it can. False: an end broke.
bool Tunnel::move(int from, int to, Way &way)
{
    if (!way.ended && way.waiting.size() < kBuffer) {
        static std::array<char, kBuffer> bytes; // one thread
        const ssize_t count = recv(from, bytes.data(), bytes.size() - way.waiting.size(), 0);
        if (count == 0)
            way.ended = true;
        else if (count > 0)
            way.waiting.append(bytes.data(), static_cast<std::size_t>(count));
        else if (errno != EAGAIN && errno != EINTR)
            return false;
    }
    if (!way.waiting.empty()) {
        const ssize_t count = send(to, way.waiting.data(), way.waiting.size(), MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (count > 0)
            way.waiting.erase(0, static_cast<std::size_t>(count));
    }
    if (way.ended && way.waiting.empty() && !way.closed) {
        shutdown(to, SHUT_WR);
        way.closed = true;
    }
    return true;
}

void Tunnel::carry()
{
    const bool whole =
        move(m_client.get(), m_server.get(), m_out) && move(m_server.get(), m_client.get(), m_in);
    if (!whole || (m_out.closed && m_in.closed))
        return finish();
    rewatch();
}

void Tunnel::rewatch()
{
    const auto events = [](const Way &from, const Way &to) {
        const bool reads = !from.ended && from.waiting.size() < kBuffer;
        return (reads ? EPOLLIN : 0U) | (to.waiting.empty() ? 0U : EPOLLOUT);
    };
    m_poller.change(m_client.get(), events(m_out, m_in));
    m_poller.change(m_server.get(), events(m_in, m_out));
}

void Tunnel::finish()
{
    const auto done = m_done;
    done();
}

} // namespace pilothouse::egress
