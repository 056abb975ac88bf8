#pragma once

#include "session_side.h"

#include <functional>

namespace pilothouse::egress {

class Poller;

/// slirp4netns: a session's way to other machines. It runs outside, as the session's user, and
/// makes the session's connections its own. When it ends it is started again; connections break.
class WayOut
{
public:
    WayOut(Poller &poller, const Namespaces &network) : m_poller(poller), m_network(network) {}

    /// Starts it; `ready` is called once the session's device and route are there, each time.
    /// False: it cannot be started.
    bool start(std::function<void()> ready);
    /// Whether it still runs, or could be started again. False: it does not stay.
    bool keep();

private:
    Poller &m_poller;
    const Namespaces &m_network;
    std::function<void()> m_ready;
    pid_t m_process = -1;
    int m_again = 0;
};

} // namespace pilothouse::egress
