#include "way_out.h"

#include "poller.h"
#include "session_side.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace pilothouse::egress {

namespace {

constexpr int kMostAgain = 20;
constexpr int kMissing = 127;

/// It ends when the other end of `lifeEnd` is closed: in a session with users of its own it becomes
/// another user than we are, which no signal of ours reaches.
[[noreturn]] void become(pid_t inside, int readyEnd, int lifeEnd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int each : {readyEnd, lifeEnd})
        fcntl(each, F_SETFD, 0);
    const std::string ready = "--ready-fd=" + std::to_string(readyEnd);
    const std::string life = "--exit-fd=" + std::to_string(lifeEnd);
    const std::string process = std::to_string(inside);
    // With paths in the place of the process it would not find its way into its sandbox.
    execlp("slirp4netns", "slirp4netns", "--configure", "--mtu=65520", "--enable-ipv6",
           "--disable-host-loopback", "--enable-sandbox", "--enable-seccomp", ready.c_str(),
           life.c_str(), process.c_str(), "tap0", nullptr);
    complain("the program slirp4netns is missing: install the package slirp4netns");
    _exit(kMissing);
}

/// Starts slirp4netns again and again. It writes a byte to `readyEnd` each time it is up.
[[noreturn]] void keep(pid_t inside, int readyEnd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "network-keeper");
    const Descriptor nowhere(open("/dev/null", O_RDWR | O_CLOEXEC));
    for (const int each : {STDIN_FILENO, STDOUT_FILENO}) // the server's
        dup2(nowhere.get(), each);
    int life[2]; // both ends stay ours until we end
    if (pipe2(life, O_CLOEXEC) != 0)
        _exit(1);
    for (int again = 0; again <= kMostAgain; ++again) {
        if (again > 0)
            sleep(1);
        const pid_t child = fork();
        if (child == 0)
            become(inside, readyEnd, life[0]);
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) != child ||
            (WIFEXITED(status) && WEXITSTATUS(status) == kMissing))
            break;
    }
    _exit(1);
}

} // namespace

bool WayOut::start(pid_t inside, std::function<void()> ready, std::function<void()> lost)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    m_told = Descriptor(ends[0]);
    const Descriptor theirs(ends[1]);
    const pid_t keeper = fork();
    if (keeper == 0)
        keep(inside, theirs.get());
    if (keeper < 0)
        return false;
    m_poller.watch(m_told.get(), EPOLLIN, [=, this](std::uint32_t) {
        char byte = 0;
        const ssize_t count = read(m_told.get(), &byte, 1);
        if (count == 1)
            ready();
        else if (count == 0)
            lost();
    });
    return true;
}

} // namespace pilothouse::egress
