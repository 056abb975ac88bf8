#include "session_side.h"

#include "open_requests.h"
#include "routes.h"
#include "sandbox/enter/call_filter.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace pilothouse::egress {

namespace {

constexpr int kBacklog = 128;
constexpr std::size_t kLongestOrder = 64 * 1024;
constexpr std::string_view kListen = "listen ";

/// In the network, with the rights over it. What is run from here on may change it as well.
bool enter(const Namespaces &network)
{
    if (setns(network.user.get(), CLONE_NEWUSER) != 0 ||
        setns(network.net.get(), CLONE_NEWNET) != 0)
        return false;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {};
    if (syscall(SYS_capget, &header, data) != 0)
        return false;
    data[0].inheritable |= 1U << CAP_NET_ADMIN;
    return syscall(SYS_capset, &header, data) == 0 &&
           prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_ADMIN, 0, 0) == 0;
}

/// The way out has IPv6 at once, not after seconds: its router is asked without delay, and nobody
/// else could have its address.
void hurryIpv6()
{
    for (const char *setting : {"accept_dad", "router_solicitation_delay"}) {
        const std::string path = std::string("/proc/sys/net/ipv6/conf/default/") + setting;
        const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (file.isOpen()) [[maybe_unused]]
            const auto written = write(file.get(), "0", 1);
    }
}

bool setRoutes(const std::string &lines)
{
    int pipeEnds[2];
    if (pipe2(pipeEnds, O_CLOEXEC) != 0)
        return false;
    const pid_t child = fork();
    if (child == 0) {
        dup2(pipeEnds[0], STDIN_FILENO);
        for (const char *program : {"/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"})
            execl(program, "ip", "-batch", "-", nullptr);
        complain("the program ip is missing: install the package iproute2");
        _exit(1);
    }
    close(pipeEnds[0]);
    const bool written =
        write(pipeEnds[1], lines.data(), lines.size()) == static_cast<ssize_t>(lines.size());
    close(pipeEnds[1]);
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && written && status == 0;
}

Descriptor openDevice()
{
    Descriptor device(open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
    ifreq request{};
    std::strncpy(request.ifr_name, kRefusedDevice, sizeof request.ifr_name - 1);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (!device.isOpen() || ioctl(device.get(), TUNSETIFF, &request) != 0)
        return {};
    return device;
}

Descriptor openSocket(int type, const char *address, in_port_t port)
{
    Descriptor made(socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    inet_pton(AF_INET, address, &at.sin_addr);
    if (!made.isOpen() || bind(made.get(), reinterpret_cast<const sockaddr *>(&at), sizeof at) != 0)
        return {};
    if (type == SOCK_STREAM && listen(made.get(), kBacklog) != 0)
        return {};
    return made;
}

/// A byte, with the descriptor if there is one.
void send(int channel, const Descriptor &descriptor)
{
    char byte = descriptor.isOpen() ? 1 : 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    if (descriptor.isOpen()) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        const int number = descriptor.get();
        std::memcpy(CMSG_DATA(header), &number, sizeof number);
    }
    if (sendmsg(channel, &message, MSG_NOSIGNAL) != 1)
        _exit(1);
}

/// "listen PORT", answered with a socket, or lines of routes, answered with a byte.
[[noreturn]] void obey(int channel)
{
    std::array<char, kLongestOrder> bytes;
    for (ssize_t count; (count = read(channel, bytes.data(), bytes.size())) > 0;) {
        const std::string order(bytes.data(), static_cast<std::size_t>(count));
        if (order.compare(0, kListen.size(), kListen) == 0) {
            const auto port = static_cast<in_port_t>(std::atoi(order.c_str() + kListen.size()));
            send(channel, openSocket(SOCK_STREAM, "0.0.0.0", port));
        } else if (setRoutes(order)) {
            send(channel, Descriptor());
        } else {
            complain("a route of the session cannot be set");
            _exit(1);
        }
    }
    _exit(0);
}

[[noreturn]] void liveInside(const Namespaces &network, const std::string &routes, bool listed,
                             int channel)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto giveUp = [](const char *what) {
        complain(std::string(what) + ": " + std::strerror(errno));
        _exit(1);
    };
    if (!enter(network))
        giveUp("the session's network cannot be entered");
    prctl(PR_SET_DUMPABLE, 1); // slirp4netns asks which network we are in
    const Descriptor device = openDevice();
    if (!device.isOpen())
        giveUp("no device for the session's network (/dev/net/tun)");
    hurryIpv6();
    if (!setRoutes(routes))
        giveUp("the session's routes cannot be set");
    const Descriptor dns = listed ? openSocket(SOCK_DGRAM, kStandInDns, 53) : Descriptor();
    if (listed && !dns.isOpen())
        giveUp("the session's name server cannot listen");
    const Descriptor connections = OpenRequests::openSocket();
    if (!giveUpCalls())
        giveUp("cannot filter system calls");
    send(channel, device);
    send(channel, dns);
    send(channel, connections);
    obey(channel);
}

} // namespace

bool giveUpCalls()
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && refuseCalls(IpcObjects::Refused);
}

Namespaces Namespaces::of(pid_t process)
{
    Namespaces network;
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/ns/net", process);
    network.net = Descriptor(open(path, O_RDONLY | O_CLOEXEC));
    if (network.net.isOpen())
        network.user = Descriptor(ioctl(network.net.get(), NS_GET_USERNS));
    return network;
}

bool SessionSide::start(const Namespaces &network, const std::string &routes, bool listed)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    m_channel = Descriptor(ends[0]);
    Descriptor theirs(ends[1]);
    m_process = fork();
    if (m_process == 0) {
        close(ends[0]);
        liveInside(network, routes, listed, ends[1]);
    }
    if (m_process < 0)
        return false;
    theirs = Descriptor(); // so that the channel ends with the other process
    m_refused = receive();
    if (m_refused.isOpen()) {
        m_dns = receive();
        m_connections = receive();
    }
    return m_refused.isOpen() && (!listed || m_dns.isOpen());
}

Descriptor SessionSide::listener(in_port_t port)
{
    return ask(std::string(kListen) + std::to_string(port)) ? receive() : Descriptor();
}

bool SessionSide::setRoutes(const std::string &lines)
{
    char byte = 0;
    return ask(lines) && read(m_channel.get(), &byte, 1) == 1;
}

bool SessionSide::ask(const std::string &order)
{
    return ::send(m_channel.get(), order.data(), order.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(order.size());
}

Descriptor SessionSide::receive()
{
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (recvmsg(m_channel.get(), &message, MSG_CMSG_CLOEXEC) != 1)
        return {};
    const cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_type != SCM_RIGHTS)
        return {};
    int number = -1;
    std::memcpy(&number, CMSG_DATA(header), sizeof number);
    return Descriptor(number);
}

} // namespace pilothouse::egress
