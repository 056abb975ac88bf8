/// pilothouse-egress PID all|public|list [ENTRY]...: the network of one session, from outside.
///
/// PID lives in the session's network; we are the user who made it. Gives the network its way out
/// (slirp4netns) or, with `list`, answers for the listed hosts only; takes every other packet,
/// tells its sender that it is prohibited, and tells the server: lines "ready", "refused HOST
/// PORT" and "open COUNT" on standard output. Takes "allow ENTRY", "look" and "rest"
/// (request_watch.h) on standard input, and ends with it. Nothing of it
/// runs inside of the session, and no program there can reach it but by its packets. Whatever of it
/// reads those has the system call filter of sessions.
#include "address_watch.h"
#include "filter.h"
#include "poller.h"
#include "refused_packet.h"
#include "reports.h"
#include "request_watch.h"
#include "routes.h"
#include "session_side.h"
#include "way_out.h"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace {

using namespace pilothouse::egress;

constexpr int kFailed = 1;

[[noreturn]] void giveUp(const std::string &what)
{
    complain(what);
    std::exit(kFailed);
}

void takeRefused(int device, Reports &reports)
{
    std::array<char, 65536> bytes;
    const ssize_t count = read(device, bytes.data(), bytes.size());
    if (count <= 0)
        return;
    const std::string_view packet(bytes.data(), static_cast<std::size_t>(count));
    const auto refused = refusedPacket(packet);
    if (!refused)
        return;
    reports.refused(refused->to.text(), refused->port);
    const std::string reply = prohibition(packet);
    [[maybe_unused]] const auto told = write(device, reply.data(), reply.size());
}

/// Lines of standard input, until it ends.
class Orders
{
public:
    /// False: it has ended.
    bool read(const std::function<void(const std::string &line)> &order)
    {
        std::array<char, 4096> bytes;
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0)
            return count < 0 && errno == EINTR;
        m_partial.append(bytes.data(), static_cast<std::size_t>(count));
        for (std::size_t end; (end = m_partial.find('\n')) != std::string::npos;) {
            order(m_partial.substr(0, end));
            m_partial.erase(0, end + 1);
        }
        return true;
    }

private:
    std::string m_partial;
};

/// A session with a way out, whose routes refuse `own` so far.
void serveWayOut(Poller &poller, SessionSide &side, Reports &reports, bool ipv6,
                 std::vector<Address> own)
{
    AddressWatch watch(poller);
    const bool watches = watch.start([&](const std::vector<Address> &now) {
        const std::string changes = routeChanges(ipv6, std::exchange(own, now), now);
        if (!changes.empty() && !side.setRoutes(changes))
            giveUp("the session's routes cannot be set");
    });
    if (!watches)
        giveUp("this machine does not tell its addresses");
    WayOut wayOut(poller);
    if (!wayOut.start(
            side.process(), [&reports] { reports.ready(); },
            [] { giveUp("slirp4netns does not stay"); }))
        giveUp("slirp4netns cannot be started");
    if (!giveUpCalls())
        giveUp("cannot filter system calls");
    RequestWatch requests(poller, reports, side.takeConnections());
    Orders orders;
    poller.watch(STDIN_FILENO, EPOLLIN, [&](std::uint32_t) {
        if (!orders.read([&](const std::string &line) { requests.order(line); }))
            poller.leave();
    });
    poller.run();
}

/// A session with a list of hosts.
void serveList(Poller &poller, SessionSide &side, Reports &reports, char **entries)
{
    if (!giveUpCalls())
        giveUp("cannot filter system calls");
    Filter filter(poller, side, reports);
    for (; *entries; ++entries)
        filter.allow(*entries);
    filter.start();
    reports.ready();
    RequestWatch requests(poller, reports, side.takeConnections());
    Orders orders;
    poller.watch(STDIN_FILENO, EPOLLIN, [&](std::uint32_t) {
        constexpr std::string_view kAllow = "allow ";
        const bool goesOn = orders.read([&](const std::string &line) {
            if (line.compare(0, kAllow.size(), kAllow) == 0)
                filter.allow(line.substr(kAllow.size()));
            else
                requests.order(line);
        });
        if (!goesOn)
            poller.leave();
    });
    poller.onTick([&filter] { return filter.tick(); });
    poller.run();
}

} // namespace

int main(int argc, char **argv)
{
    const std::string mode = argc > 2 ? argv[2] : "";
    const bool listed = mode == "list";
    if (!listed && mode != "all" && mode != "public")
        giveUp("usage: pilothouse-egress PID all|public|list [ENTRY]...");
    prctl(PR_SET_NAME, "session-network"); // it was started by a number
    std::signal(SIGPIPE, SIG_IGN);
    const Namespaces network = Namespaces::of(std::atoi(argv[1]));
    if (!network.user.isOpen())
        giveUp(std::string("the session's network is out of reach: ") + std::strerror(errno));

    Poller poller;
    Reports reports;
    SessionSide side;
    const bool ipv6 = access("/proc/net/if_inet6", R_OK) == 0;
    const std::vector<Address> own = ownAddresses();
    if (!side.start(network, routesOf(listed, mode == "public", ipv6, own), listed))
        return kFailed; // it said why
    poller.watch(side.refusedPackets(), EPOLLIN,
                 [&](std::uint32_t) { takeRefused(side.refusedPackets(), reports); });

    // Only now: what is refused is refused before there is a way out.
    if (listed)
        serveList(poller, side, reports, argv + 3);
    else
        serveWayOut(poller, side, reports, ipv6, own);
    return 0;
}
