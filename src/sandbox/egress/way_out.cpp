#include "way_out.h"

#include "poller.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <memory>

namespace pilothouse::egress {

namespace {

constexpr int kMostAgain = 20;

std::string pathOf(int descriptor)
{
    return "/proc/self/fd/" + std::to_string(descriptor);
}

[[noreturn]] void become(const Namespaces &network, int readyEnd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int each : {network.user.get(), network.net.get(), readyEnd})
        fcntl(each, F_SETFD, 0);
    const std::string user = "--userns-path=" + pathOf(network.user.get());
    const std::string ready = "--ready-fd=" + std::to_string(readyEnd);
    const std::string net = pathOf(network.net.get());
    execlp("slirp4netns", "slirp4netns", "--configure", "--mtu=65520", "--enable-ipv6",
           "--disable-host-loopback", "--netns-type=path", user.c_str(), ready.c_str(), net.c_str(),
           "tap0", nullptr);
    complain("the program slirp4netns is missing: install the package slirp4netns");
    _exit(127);
}

} // namespace

bool WayOut::start(std::function<void()> ready)
{
    m_ready = std::move(ready);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const auto readable = std::make_shared<Descriptor>(ends[0]);
    const Descriptor theirs(ends[1]);
    m_process = fork();
    if (m_process == 0)
        become(m_network, theirs.get());
    if (m_process < 0)
        return false;
    m_poller.watch(readable->get(), EPOLLIN, [this, readable](std::uint32_t) {
        char byte = 0;
        const bool up = read(readable->get(), &byte, 1) == 1;
        m_poller.forget(readable->get());
        if (up)
            m_ready();
    });
    return true;
}

bool WayOut::keep()
{
    int status = 0;
    if (waitpid(m_process, &status, WNOHANG) != m_process)
        return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return false;
    return ++m_again <= kMostAgain && start(m_ready);
}

} // namespace pilothouse::egress
