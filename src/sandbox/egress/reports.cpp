#include "reports.h"

#include "session_side.h"

#include <unistd.h>

namespace pilothouse::egress {

namespace {

// More than the server tells anybody (core/egress_watch.h): it says how many more there were.
constexpr std::size_t kMostInAMinute = 1000;

void say(int descriptor, const std::string &line)
{
    const std::string whole = line + "\n";
    if (write(descriptor, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        _exit(1); // the server is gone
}

} // namespace

void complain(const std::string &what)
{
    say(STDERR_FILENO, what);
}

void Reports::ready()
{
    say(STDOUT_FILENO, "ready");
}

void Reports::requestsOpen(int count)
{
    say(STDOUT_FILENO, "open " + std::to_string(count));
}

void Reports::refused(const std::string &host, in_port_t port)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_since >= std::chrono::minutes(1)) {
        m_since = now;
        m_told.clear();
    }
    if (m_told.size() < kMostInAMinute && m_told.emplace(host, port).second)
        say(STDOUT_FILENO, "refused " + host + " " + std::to_string(port));
}

} // namespace pilothouse::egress
